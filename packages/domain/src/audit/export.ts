import { z } from 'zod';
import { UserId } from '../shared/index.ts';
import { AuditExportFilter, AuditTrailRef } from './search.ts';

export const AuditExportFormat = z.enum(['CSV', 'JSONL'], { error: 'INVALID' });
export type AuditExportFormat = z.infer<typeof AuditExportFormat>;
export const AuditExportState = z.enum(['WAITING', 'RUNNING', 'READY', 'FAILED', 'CANCELLED', 'REMOVED']);
export type AuditExportState = z.infer<typeof AuditExportState>;

/** `NOTHING_SEALED`: no signed checkpoint yet. `SEAL_BROKEN`: the kept tree does not prove its records. */
export const AuditExportFailure = z.enum(['INTERRUPTED', 'NOTHING_SEALED', 'SEAL_BROKEN', 'STORAGE']);
export type AuditExportFailure = z.infer<typeof AuditExportFailure>;

/** A file is kept for a week; what one person waits for at once; and where a run starts over instead of going on for ever. */
export const AUDIT_EXPORT_RULES = { keptDays: 7, openAtOnce: 3, attempts: 3 } as const;

export const StartAuditExport = z.strictObject({
  format: AuditExportFormat,
  filter: AuditExportFilter,
});
export type StartAuditExport = z.infer<typeof StartAuditExport>;
export const AuditExportRef = z.strictObject({ id: z.uuid('INVALID') });
export type AuditExportRef = z.infer<typeof AuditExportRef>;

/** `failedBecause` is a word, not a sentence. */
export const AuditExportView = z.strictObject({
  id: z.uuid(),
  format: AuditExportFormat,
  state: AuditExportState,
  requestedBy: z.strictObject({ id: UserId, name: z.string() }),
  isMine: z.boolean(),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  /** What it was narrowed by, ids instead of what was typed. */
  filter: z.strictObject({
    people: z.array(z.string()).nullable(),
    actions: z.array(z.string()).nullable(),
    targetType: z.string().nullable(),
    targets: z.array(z.string()).nullable(),
    from: z.iso.datetime().nullable(),
    to: z.iso.datetime().nullable(),
    ip: z.string().nullable(),
    trail: AuditTrailRef.nullable(),
  }),
  /** Written to the file so far. */
  rows: z.int(),
  /** From 0 to 1. */
  progress: z.number(),
  sizeBytes: z.int().nullable(),
  /** Of the file, in hex. */
  sha256: z.string().nullable(),
  failedBecause: AuditExportFailure.nullable(),
  /** Path on the staff door, by bearer token; null unless it is ready. */
  download: z.string().nullable(),
});
export type AuditExportView = z.infer<typeof AuditExportView>;
export const AuditExportList = z.strictObject({ items: z.array(AuditExportView) });
export type AuditExportList = z.infer<typeof AuditExportList>;
