import type { FileDropState } from '@ostiary/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, errorText, fieldErrors } from '../../lib/errors.ts';
import { fieldText } from '../../lib/form.ts';
import { createUploadJob, type UploadEvents, type UploadJob } from './upload-job.ts';
import { useChosenFile } from './use-chosen-file.ts';

/** Refusals that the same file would meet again. */
const finalCodes = [
  'FILE_TOO_LARGE',
  'FILE_TYPE_REFUSED',
  'DOCUMENT_EXISTS',
  'TOO_MANY_DOCUMENTS',
  'FILE_LIMIT_REACHED',
  'REQUIREMENT_CLOSED',
];

const fileFields = ['document_file', 'documentFile'];

/** A refused file says why and whether the same file may be tried again. */
function failedState(file: File, error: unknown, t: TFunction): FileDropState {
  const [, [problem] = []] = Object.entries(fieldErrors(error)).find(([path]) => fileFields.includes(path)) ?? [];
  const message = problem ? fieldText(problem, t) : errorText(error, t);
  return { kind: 'failed', fileName: file.name, message, canRetry: !finalCodes.includes(errorCode(error)) };
}

/** What is sent, and where it belongs. */
export interface Sending {
  file: File;
  fields: Record<string, string>;
  /** Application, type and side. */
  place: string;
}

type Stop = 'pause' | 'cancel' | 'leave';

/** The job of one file while the page lives: the same file with the same words goes on with it, anything else gets a new one. */
function useJob(show: (state: FileDropState) => void) {
  const { t } = useTranslation('documents');
  const current = useRef<{ key: string; file: File; job: UploadJob } | null>(null);
  const travelled = useRef({ sentBytes: 0, totalBytes: 0 });

  const eventsOf = (file: File): UploadEvents => {
    let note: string | undefined;
    return {
      onProgress: (sentBytes, totalBytes, canPause) => {
        travelled.current = { sentBytes, totalBytes };
        show({ kind: 'sending', file, sentBytes, totalBytes, canPause, note });
      },
      onWaiting: (waitMs, isBusy) => {
        const count = Math.ceil(waitMs / 1_000);
        const lost = isBusy ? t('drop.busy', { count }) : t('drop.waiting', { count });
        const message = navigator.onLine ? lost : t('drop.offline');
        show({ kind: 'waiting', file, ...travelled.current, message });
      },
      onOtherFile: () => (note = t('drop.otherFile')),
    };
  };
  const jobFor = async ({ file, fields, place }: Sending): Promise<UploadJob> => {
    const key = JSON.stringify([place, fields]);
    if (current.current?.key === key && current.current.file === file) return current.current.job;
    await current.current?.job.discard();
    travelled.current = { sentBytes: 0, totalBytes: file.size };
    const job = createUploadJob({ file, fields, place, events: eventsOf(file) });
    current.current = { key, file, job };
    return job;
  };
  return {
    jobFor,
    travelled,
    hurry: () => current.current?.job.hurry(),
    discard: async () => {
      const job = current.current?.job;
      current.current = null;
      await job?.discard();
    },
  };
}

/** Sends, pauses and takes back; resolves `send` to the refusal, or null once the server has the file. */
function useSend(show: (state: FileDropState) => void, onSent: () => void) {
  const { t } = useTranslation('documents');
  const queries = useQueryClient();
  const abort = useRef<AbortController | null>(null);
  const { jobFor, travelled, hurry, discard } = useJob(show);
  const upload = useMutation({
    // An offline device waits here too, but says so.
    networkMode: 'always',
    mutationFn: ({ job, signal }: { job: UploadJob; signal: AbortSignal }) => job.run(signal),
  });
  const stop = (reason: Stop) => abort.current?.abort(reason);
  useEffect(() => () => abort.current?.abort('leave' satisfies Stop), []);

  const send = async (sending: Sending): Promise<unknown> => {
    const { file } = sending;
    abort.current = new AbortController();
    const { signal } = abort.current;
    show({ kind: 'sending', file, ...travelled.current });
    try {
      const job = await jobFor(sending);
      await upload.mutateAsync({ job, signal });
      onSent();
      show({ kind: 'sent', fileName: file.name });
      return null;
    } catch (error) {
      if (signal.reason === 'pause') show({ kind: 'paused', file, ...travelled.current });
      else if (!signal.aborted) show(failedState(file, error, t));
      return error;
    }
  };
  const cancel = async () => {
    stop('cancel');
    show({ kind: 'idle', note: t('drop.cancelled') });
    await discard();
    await queries.invalidateQueries({ queryKey: ['unfinished-upload'] });
  };
  return { send, hurry, pause: () => stop('pause'), cancel };
}

/** One file on its way: chosen, asked about, sending, paused, waiting for the line, sent or failed. */
export function useFileUpload() {
  const [state, setState] = useState<FileDropState>({ kind: 'idle' });
  const { drop, ...chosen } = useChosenFile(setState);
  const sending = useSend(setState, drop);
  return {
    ...chosen,
    ...sending,
    state,
    cancel: () => {
      drop();
      void sending.cancel();
    },
    reset: () => setState({ kind: 'idle' }),
  };
}

export type FileUpload = ReturnType<typeof useFileUpload>;
