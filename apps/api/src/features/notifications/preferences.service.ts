import { MessagePreference } from '@ostiary/db';
import {
  assertChoosable,
  type MessagePreferenceList,
  preferencesOf,
  type SetPreferenceInput,
} from '@ostiary/domain/notifications';
import type { SignedInContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { recordAudit } from '../audit/audit.service.ts';

/** Every kind of message and channel of one's door, with what holds now. */
export async function listPreferences({ em, actor }: SignedInContext): Promise<MessagePreferenceList> {
  const choices = await em.find(MessagePreference, { userId: actor.id });
  return { results: preferencesOf(actor.door, choices) };
}

/** Switches one kind of message on or off for oneself. Throws `MESSAGE_FIXED` where there is nothing to choose. */
export function setPreference(ctx: SignedInContext, input: SetPreferenceInput): Promise<MessagePreferenceList> {
  const { door, id: userId } = ctx.actor;
  assertChoosable(door, input);
  return inTransaction(ctx, async (tx) => {
    const { topic, channel, isOn } = input;
    await tx.em.upsert(MessagePreference, { userId, topic, channel, isOn, updatedAt: tx.now });
    recordAudit(tx, {
      action: 'preference.changed',
      target: { type: 'app_user', id: userId },
      after: { topic, channel, isOn },
    });
    await tx.em.flush();
    return listPreferences(tx);
  });
}
