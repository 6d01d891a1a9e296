import type { FileDropState } from '@ostiary/ui';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, errorText, fieldErrors } from '../../lib/errors.ts';
import { fieldText } from '../../lib/form.ts';
import { uploadDocument } from '../../lib/upload.ts';
import { fileHint } from './file-hints.ts';

/** Refusals that the same file would meet again. */
const finalCodes = [
  'FILE_TOO_LARGE',
  'FILE_TYPE_REFUSED',
  'DOCUMENT_EXISTS',
  'TOO_MANY_DOCUMENTS',
  'REQUIREMENT_CLOSED',
];

const fileFields = ['document_file', 'documentFile'];

/** A cancelled file stays chosen; a refused one says why and whether the same file may be tried again. */
function failedState(file: File, error: unknown, t: TFunction): FileDropState {
  if (errorCode(error) === 'CANCELLED') return { kind: 'selected', file };
  const [, [problem] = []] = Object.entries(fieldErrors(error)).find(([path]) => fileFields.includes(path)) ?? [];
  const message = problem ? fieldText(problem, t) : errorText(error, t);
  return { kind: 'failed', fileName: file.name, message, canRetry: !finalCodes.includes(errorCode(error)) };
}

/** One file on its way: chosen, sending, sent or failed. What was chosen stays until it is sent or replaced. */
export function useFileUpload() {
  const { t } = useTranslation('documents');
  const [state, setState] = useState<FileDropState>({ kind: 'idle' });
  const [file, setFile] = useState<File | null>(null);
  const abort = useRef<AbortController | null>(null);
  const upload = useMutation({
    mutationFn: ({ sent, body, signal }: { sent: File; body: FormData; signal: AbortSignal }) =>
      uploadDocument(body, {
        signal,
        onProgress: (sentBytes, totalBytes) => setState({ kind: 'sending', file: sent, sentBytes, totalBytes }),
      }),
  });
  useEffect(() => () => abort.current?.abort(), []);

  const choose = (next: File): boolean => {
    const hint = fileHint(next);
    setFile(hint ? null : next);
    if (hint) setState({ kind: 'failed', fileName: next.name, message: t(`hint.${hint}`), canRetry: false });
    else setState({ kind: 'selected', file: next });
    return hint === null;
  };
  /** Resolves to the refusal, or null once the server has the file. */
  const send = async (sent: File, body: FormData): Promise<unknown> => {
    abort.current = new AbortController();
    setState({ kind: 'sending', file: sent, sentBytes: 0, totalBytes: sent.size });
    try {
      await upload.mutateAsync({ sent, body, signal: abort.current.signal });
      setFile(null);
      setState({ kind: 'sent', fileName: sent.name });
      return null;
    } catch (error) {
      setState(failedState(sent, error, t));
      return error;
    }
  };
  return { state, file, choose, send, cancel: () => abort.current?.abort(), reset: () => setState({ kind: 'idle' }) };
}

export type FileUpload = ReturnType<typeof useFileUpload>;
