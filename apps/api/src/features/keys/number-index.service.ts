import { blindIndexes } from '@ostiary/domain/crypto';
import type { DocumentType } from '@ostiary/domain/kyc-documents';
import type { Keys } from '../../context.ts';

/**
 * Finds equal numbers of one type of document without opening them: the index under the current key, which is stored,
 * and what an equal number may still be stored under while the indexes are renewed.
 */
export function numberIndexes(
  { blindIndex }: Pick<Keys, 'blindIndex'>,
  documentType: DocumentType,
  number: string,
): { readonly current: Buffer; readonly all: readonly Buffer[] } {
  const all = blindIndexes(blindIndex, `document-${documentType}`, number);
  const [current] = all;
  if (current === undefined) throw new RangeError('A ring holds at least one key');
  return { current, all };
}
