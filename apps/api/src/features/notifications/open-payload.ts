import type { OutboxMessage } from '@ostiary/db';
import { openField } from '@ostiary/domain/crypto';
import { DomainError } from '@ostiary/domain/shared';
import type { Deps } from '../../context.ts';
import { orReport } from '../data-protection/corruption.service.ts';
import { Payload, payloadPlace } from './payload.ts';

/** Null for a message that does not open: it went to another row, or is damaged. */
export function openPayload(
  deps: Deps,
  { id, userId, payloadEncrypted }: Pick<OutboxMessage, 'id' | 'userId' | 'payloadEncrypted'>,
): Payload | null {
  const place = payloadPlace(id);
  const token = payloadEncrypted ?? '';
  try {
    const open = () => openField(deps.keys.outbox, place, token);
    return Payload.parse(JSON.parse(orReport(deps, { userId, place, sealed: token }, open)));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'CORRUPTED_DATA') return null;
    throw error;
  }
}
