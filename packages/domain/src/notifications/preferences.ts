import { z } from 'zod';
import type { Door } from '../auth/index.ts';
import { DomainError } from '../shared/index.ts';
import type { NotificationKind } from './notification.ts';

export const MessageChannel = z.enum(['in_app', 'email', 'sms']);
export type MessageChannel = z.infer<typeof MessageChannel>;

/** Kinds of message, as people are asked about them. */
export const MessageTopic = z.enum([
  'CODES',
  'SECURITY',
  'DECISIONS',
  'PROGRESS',
  'CASES',
  'MENTIONS',
  'DUE',
  'APPROVALS',
  'ALERTS',
]);
export type MessageTopic = z.infer<typeof MessageTopic>;

/** `always` and `never` are the bank's; the others are where a person starts from. */
export type ChannelRule = 'always' | 'on' | 'off' | 'never';

type TopicRules = Readonly<Record<MessageChannel, ChannelRule>>;

/** Without these nobody could prove who they are, or learn that somebody else tried to. */
const NEEDED: TopicRules = { in_app: 'never', email: 'always', sms: 'always' };
const WARNING: TopicRules = { in_app: 'always', email: 'always', sms: 'never' };

/**
 * What is sent to whom unless they chose otherwise. Codes and warnings of security cannot be switched off, nor what the
 * bank owes an applicant: what it decided and what it still needs (notice of adverse action, 15 USC 1681m).
 */
export const MESSAGE_RULES: Readonly<Record<Door, Partial<Readonly<Record<MessageTopic, TopicRules>>>>> = {
  customer: {
    CODES: NEEDED,
    SECURITY: WARNING,
    DECISIONS: { in_app: 'always', email: 'always', sms: 'off' },
    PROGRESS: { in_app: 'on', email: 'on', sms: 'off' },
  },
  staff: {
    CODES: { ...NEEDED, sms: 'never' },
    SECURITY: { ...WARNING, in_app: 'never' },
    APPROVALS: { in_app: 'always', email: 'off', sms: 'never' },
    ALERTS: { in_app: 'always', email: 'on', sms: 'never' },
    CASES: { in_app: 'on', email: 'off', sms: 'never' },
    MENTIONS: { in_app: 'on', email: 'off', sms: 'never' },
    DUE: { in_app: 'on', email: 'off', sms: 'never' },
  },
};

/** What each notice of the desk is about. */
export const TOPIC_OF_NOTIFICATION: Readonly<Record<NotificationKind, MessageTopic>> = {
  MENTIONED: 'MENTIONS',
  NEW_CASE: 'DUE',
  CASE_RESUBMITTED: 'CASES',
  CASE_ASSIGNED: 'CASES',
  CASE_HANDED_OVER: 'CASES',
  CASE_TAKEN_BACK: 'CASES',
  LEASE_LAPSED: 'CASES',
  CASE_DUE_SOON: 'DUE',
  CASE_LATE: 'DUE',
  SECOND_APPROVAL_WAITING: 'APPROVALS',
  SECOND_APPROVAL_VOIDED: 'APPROVALS',
  DECISION_NOT_MADE: 'APPROVALS',
  OVERRIDE_WAITING: 'APPROVALS',
  ALERT_RAISED: 'ALERTS',
  SECURITY_ALERT: 'ALERTS',
  MESSAGES_UNDELIVERED: 'ALERTS',
  ERASURE_ASKED: 'DUE',
  ERASURE_DUE: 'DUE',
};

export const MessagePreferenceView = z.strictObject({
  topic: MessageTopic,
  channel: MessageChannel,
  isOn: z.boolean(),
  /** The bank sends it whatever the person wants. */
  isFixed: z.boolean(),
});
export type MessagePreferenceView = z.infer<typeof MessagePreferenceView>;
export const MessagePreferenceList = z.strictObject({ results: z.array(MessagePreferenceView) });
export type MessagePreferenceList = z.infer<typeof MessagePreferenceList>;

export const SetPreferenceInput = z.strictObject({ topic: MessageTopic, channel: MessageChannel, isOn: z.boolean() });
export type SetPreferenceInput = z.infer<typeof SetPreferenceInput>;

interface Choice {
  readonly topic: MessageTopic;
  readonly channel: MessageChannel;
  readonly isOn: boolean;
}

const ruleOf = (door: Door, { topic, channel }: Omit<Choice, 'isOn'>): ChannelRule =>
  MESSAGE_RULES[door][topic]?.[channel] ?? 'never';

/** Whether a message goes out, given what the person chose, if they chose. */
export function isWanted(door: Door, message: Omit<Choice, 'isOn'>, chosen: boolean | undefined): boolean {
  const rule = ruleOf(door, message);
  if (rule === 'always' || rule === 'never') return rule === 'always';
  return chosen ?? rule === 'on';
}

/** Throws `MESSAGE_FIXED` for what the bank always or never sends: there is nothing to choose. */
export function assertChoosable(door: Door, { topic, channel }: Omit<Choice, 'isOn'>): void {
  const rule = ruleOf(door, { topic, channel });
  if (rule === 'always' || rule === 'never') throw new DomainError('MESSAGE_FIXED');
}

/** Every kind of message and channel of a door, with what holds for somebody who made these choices. */
export function preferencesOf(door: Door, choices: readonly Choice[]): MessagePreferenceView[] {
  return MessageTopic.options.flatMap((topic) =>
    MessageChannel.options.flatMap((channel) => {
      const rule = ruleOf(door, { topic, channel });
      if (rule === 'never') return [];
      const chosen = choices.find((choice) => choice.topic === topic && choice.channel === channel)?.isOn;
      return [{ topic, channel, isOn: isWanted(door, { topic, channel }, chosen), isFixed: rule === 'always' }];
    }),
  );
}
