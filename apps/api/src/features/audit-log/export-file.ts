import { hmacSha256 } from '@ostiary/domain/crypto';
import type { Deps } from '../../context.ts';

interface Stored {
  readonly id: string;
  readonly storageKey: string;
}

/**
 * How the file of one run is sealed: a key of its own, derived, because it lives for a week and holds nothing that is not
 * in the log. After a change of the pepper it opens no more and is asked for again.
 */
export function envelopeOf({ keys }: Pick<Deps, 'keys'>, { id, storageKey }: Stored) {
  const context = `ostiary/audit-export/v1/${id}/${storageKey}`;
  return { key: hmacSha256(keys.outbox, context), context };
}
