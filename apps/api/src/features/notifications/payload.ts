import type { OutboxMessage } from '@ostiary/db';
import { openField, sealField } from '@ostiary/domain/crypto';
import { MessageTopic } from '@ostiary/domain/notifications';
import { DomainError, Language } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { Deps } from '../../context.ts';
import { orReport } from '../data-protection/corruption.service.ts';

export const Payload = z.strictObject({
  to: z.string(),
  language: Language,
  params: z.record(z.string(), z.string()),
  // Absent from messages that waited while the bank was brought up to date.
  door: z.enum(['customer', 'staff']).default('customer'),
  topic: MessageTopic.optional(),
});
export type Payload = z.infer<typeof Payload>;

const payloadPlace = (rowId: string) => ({ table: 'outbox_message', column: 'payload_encrypted', rowId });

export function sealPayload(deps: Pick<Deps, 'keys'>, id: string, { payload, now }: { payload: Payload; now: Date }) {
  return sealField(deps.keys.outbox, payloadPlace(id), { text: JSON.stringify(payload), now });
}

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
