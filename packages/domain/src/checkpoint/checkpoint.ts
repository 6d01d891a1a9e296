import { decodeBase64, encodeBase64 } from './note.ts';

/** Names this log in every checkpoint and key; other logs have other names. */
export const CHECKPOINT_ORIGIN = 'ostiary.example/audit';

/** A tree's size and root (C2SP tlog-checkpoint, https://c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  readonly size: number;
  /** 32 bytes */
  readonly root: Uint8Array;
}

/** The text that is signed: origin, size, root, a line each. */
export function checkpointText({ size, root }: Checkpoint): string {
  return `${CHECKPOINT_ORIGIN}\n${size}\n${encodeBase64(root)}\n`;
}

/** Null for another log's checkpoint and for what is none. Extension lines are allowed and ignored, as the spec says. */
export function parseCheckpointText(text: string): Checkpoint | null {
  const [origin, decimal, encoded] = text.split('\n');
  if (origin !== CHECKPOINT_ORIGIN || decimal === undefined || !/^(0|[1-9]\d{0,15})$/.test(decimal)) return null;
  const [size, root] = [Number(decimal), decodeBase64(encoded ?? '')];
  return Number.isSafeInteger(size) && root?.length === 32 ? { size, root } : null;
}
