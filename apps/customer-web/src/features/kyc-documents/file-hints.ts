import { ACCEPTED_MEDIA_TYPES, MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';

export const acceptedFiles = [...ACCEPTED_MEDIA_TYPES, '.pdf', '.jpg', '.jpeg', '.png'].join(',');

/** What the server would refuse anyway, said before the bytes travel; null when it is worth sending. The server judges by content. */
export function fileHint(
  file: Pick<File, 'size' | 'type'>,
): 'FILE_EMPTY' | 'FILE_TOO_LARGE' | 'FILE_TYPE_REFUSED' | null {
  if (file.size === 0) return 'FILE_EMPTY';
  if (file.size > MAX_FILE_BYTES) return 'FILE_TOO_LARGE';
  // Some phones leave the type out: then only the server can tell.
  if (file.type !== '' && !ACCEPTED_MEDIA_TYPES.some((type) => type === file.type)) return 'FILE_TYPE_REFUSED';
  return null;
}
