import { z } from 'zod';

/** A record's place in the tree that a signed checkpoint stands for (RFC 6962, 2.1.1); hashes in base64. */
export const AuditProof = z.strictObject({
  id: z.uuid(),
  index: z.int(),
  size: z.int(),
  canonical: z.string(),
  leaf: z.string(),
  proof: z.array(z.string()),
  root: z.string(),
  /** The checkpoint as a C2SP signed note, signature included. */
  checkpoint: z.string(),
});
export type AuditProof = z.infer<typeof AuditProof>;

export const CheckpointView = z.strictObject({
  size: z.int(),
  root: z.string(),
  signedAt: z.iso.datetime(),
  note: z.string(),
});
export type CheckpointView = z.infer<typeof CheckpointView>;

/** One check of the whole log: against its tree, its checkpoints and the copy outside. */
export const VerificationView = z.strictObject({
  id: z.string(),
  state: z.enum(['WAITING', 'RUNNING', 'PASSED', 'FAILED', 'BROKEN_OFF']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** How many records were checked, of how many. */
  checked: z.int(),
  size: z.int().nullable(),
  /** The first record that is wrong, and how; null where nothing is. */
  fault: z
    .strictObject({
      kind: z.string(),
      index: z.int(),
      /** The last record concerned, where no single one can be named. */
      to: z.int(),
      eventId: z.uuid().nullable(),
      /** Which column, or where a checkpoint lies. */
      detail: z.string().nullable(),
    })
    .nullable(),
  /** How many there are, the first included. */
  faults: z.int(),
  startedBy: z.string().nullable(),
});
export type VerificationView = z.infer<typeof VerificationView>;

/** The record is verified daily: whoever finds no verdict younger than this should ask why. */
export const OVERDUE_MS = 26 * 60 * 60_000;

export const VerificationState = z.strictObject({
  /** The last one that came to a verdict: one that broke off says nothing about the log. */
  last: VerificationView.nullable(),
  /** None came to a verdict for longer than a day. */
  isOverdue: z.boolean(),
  /** Those that are over, newest first, the ones that broke off included. */
  runs: z.array(VerificationView),
  running: VerificationView.nullable(),
  checkpoints: z.array(CheckpointView),
  /** Records that are written and not sealed yet, counted to 10 001, and since when the oldest waits. */
  backlog: z.strictObject({ records: z.int(), oldestAt: z.iso.datetime().nullable() }),
  /** Of the Ed25519 key, as a C2SP verifier key: what `ostiary-verify` is given. */
  verifierKey: z.string(),
  /** Why the sealer signs nothing more; null while it does. */
  refusal: z.strictObject({ at: z.iso.datetime(), reason: z.string() }).nullable(),
});
export type VerificationState = z.infer<typeof VerificationState>;
