import { z } from 'zod';

/** As in `settings.ts`. */
const about = (description: string, unset?: string) => ({ description, unset });

/** What the record of the bank is sealed with, and where that is kept out of its own reach (docs/audit.md). */
export const AUDIT_SETTINGS = {
  CHECKPOINT_DIR: z
    .string()
    .optional()
    .meta(
      about(
        'Folder that signed checkpoints of the audit record are copied to; on a disk or host that the administrators of the database cannot write to ([audit](audit.md))',
        'local: `DATA_DIR/checkpoints`; production: required',
      ),
    ),
  CHECKPOINT_KEY: z
    .string()
    .optional()
    .meta(
      about(
        'Seeds of the Ed25519 keys that sign the audit record, 32 bytes each as base64url, separated by commas; the first signs, all of them verify',
        'local: made once; production: required',
      ),
    ),
} as const;
