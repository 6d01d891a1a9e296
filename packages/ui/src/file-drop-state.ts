interface OnItsWay {
  file: File;
  sentBytes: number;
  totalBytes: number;
}

/** Where a file is on its way; the app holds it, the component only shows it. */
export type FileDropState =
  | { kind: 'idle'; note?: string }
  /** Part of a file was sent by a page that is gone: the same file goes on from there. */
  | { kind: 'interrupted'; message: string }
  | { kind: 'preparing'; fileName: string }
  /** Something to decide before the file is sent. */
  | { kind: 'asking'; fileName: string; message: string; confirm: string }
  | { kind: 'selected'; file: File }
  | ({ kind: 'sending'; canPause?: boolean; note?: string } & OnItsWay)
  | ({ kind: 'paused' } & OnItsWay)
  /** The line is lost; it is tried again without anybody's doing. */
  | ({ kind: 'waiting'; message: string } & OnItsWay)
  | { kind: 'sent'; fileName: string }
  | { kind: 'failed'; fileName: string; message: string; canRetry: boolean };

export interface FileDropText {
  /** What is wanted ("Front of your licence"): names the whole control. */
  label: string;
  /** Types and size ("PDF, JPEG, PNG to 10 MB"). */
  hint: string;
  choose: string;
  takePhoto: string;
  dropHere: string;
  change: string;
  cancel: string;
  retry: string;
  pause: string;
  goOn: string;
  paused: string;
  preparing: (name: string) => string;
  selected: (name: string) => string;
  sent: (name: string) => string;
  failed: (name: string) => string;
  /** "2.1 of 4.0 MB, 52 %". */
  progress: (sentBytes: number, totalBytes: number) => string;
}

/** The kinds during which no other file is taken. */
export const isUnderWay = ({ kind }: FileDropState): boolean =>
  kind === 'preparing' || kind === 'sending' || kind === 'paused' || kind === 'waiting';

export const percentOf = ({ sentBytes, totalBytes }: Omit<OnItsWay, 'file'>): number =>
  totalBytes > 0 ? Math.floor((100 * sentBytes) / totalBytes) : 0;
