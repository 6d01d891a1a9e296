import { z } from 'zod';
import { CheckKind } from '../policy/index.ts';
import { RequirementCode } from '../requirements/code.ts';

/**
 * What a register or list says. MATCH: it knows this, and it agrees (screening: no list names them). MISMATCH: it knows
 * this, and something differs (screening: a list may name them). NOT_FOUND: it does not know this.
 */
export const CheckOutcome = z.enum(['MATCH', 'MISMATCH', 'NOT_FOUND']);
export type CheckOutcome = z.infer<typeof CheckOutcome>;

export const CheckState = z.enum(['QUEUED', 'RUNNING', ...CheckOutcome.options, 'UNAVAILABLE']);
export type CheckState = z.infer<typeof CheckState>;

/** What an answer may say of its subject. No personal data: these are stored and shown as they are. */
export const CheckFact = z.enum([
  'NUMBER_KNOWN',
  'NUMBER_UNKNOWN',
  'NAME_SAME',
  'NAME_DIFFERS',
  'ACCOUNT_OPEN',
  'DOCUMENT_KNOWN',
  'DOCUMENT_UNKNOWN',
  'DOCUMENT_DIFFERS',
  'NO_LIST_ENTRY',
  'LIST_ENTRY_APPLICANT',
  'LIST_ENTRY_BUSINESS',
  'LIST_ENTRY_OWNER',
  'LIST_ENTRY_CONTROL_PERSON',
]);
export type CheckFact = z.infer<typeof CheckFact>;

/** One provider's answer; `reference` is the provider's own, for questions about it. */
export const CheckAnswer = z.strictObject({
  outcome: CheckOutcome,
  reference: z.string().min(1).max(100),
  evidence: z.strictObject({ facts: z.array(CheckFact).max(10) }),
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;

/** One check as a reviewer sees it. Never part of what a customer is told: a list entry must not be disclosed. */
export const CaseCheck = z.strictObject({
  kind: CheckKind,
  requirement: RequirementCode,
  state: CheckState,
  provider: z.string(),
  reference: z.string().nullable(),
  evidence: z.array(z.string()),
  finishedAt: z.iso.datetime().nullable(),
});
export type CaseCheck = z.infer<typeof CaseCheck>;
