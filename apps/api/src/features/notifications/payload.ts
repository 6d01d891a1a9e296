import { sealField } from '@ostiary/domain/crypto';
import { MessageTopic } from '@ostiary/domain/notifications';
import { Language } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { Deps } from '../../context.ts';

export const Payload = z.strictObject({
  to: z.string(),
  language: Language,
  params: z.record(z.string(), z.string()),
  // Absent from messages that waited while the bank was brought up to date.
  door: z.enum(['customer', 'staff']).default('customer'),
  topic: MessageTopic.optional(),
});
export type Payload = z.infer<typeof Payload>;

export const payloadPlace = (rowId: string) => ({ table: 'outbox_message', column: 'payload_encrypted', rowId });

export function sealPayload(deps: Pick<Deps, 'keys'>, id: string, { payload, now }: { payload: Payload; now: Date }) {
  return sealField(deps.keys.outbox, payloadPlace(id), { text: JSON.stringify(payload), now });
}
