import { ApplicationStatus } from '@ostiary/domain/application';
import { z } from 'zod';
import { errorCode, errorDetails } from '../../lib/errors.ts';

const Reviewed = z.object({ status: ApplicationStatus, decidedBy: z.string(), decidedAt: z.string() });
const Held = z.object({ heldBy: z.string(), until: z.string() });
const Changed = z.object({ changed: z.array(z.string()) });

/** Why something the reviewer did was not carried out, with the facts they need to go on. */
export type CaseRefusal =
  | ({ kind: 'reviewed' } & z.infer<typeof Reviewed>)
  | ({ kind: 'held' } & z.infer<typeof Held>)
  | ({ kind: 'changed' } & z.infer<typeof Changed>)
  | { kind: 'lapsed' }
  /** The decision had taken effect before the undo came. */
  | { kind: 'tooLate' }
  | { kind: 'failed'; error: unknown };

/** Reads a refusal of the review procedures. */
export function readCaseRefusal(error: unknown): CaseRefusal {
  const details = errorDetails(error);
  switch (errorCode(error)) {
    case 'ALREADY_REVIEWED': {
      const facts = Reviewed.safeParse(details);
      return facts.success ? { kind: 'reviewed', ...facts.data } : { kind: 'failed', error };
    }
    case 'CASE_HELD': {
      const facts = Held.safeParse(details);
      return facts.success ? { kind: 'held', ...facts.data } : { kind: 'failed', error };
    }
    case 'RECORD_CHANGED':
      return { kind: 'changed', changed: Changed.safeParse(details).data?.changed ?? [] };
    case 'CASE_NOT_CLAIMED':
      return { kind: 'lapsed' };
    default:
      return { kind: 'failed', error };
  }
}
