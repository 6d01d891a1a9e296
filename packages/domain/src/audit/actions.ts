import { z } from 'zod';
import { ACCESS_ACTIONS } from './access-actions.ts';
import { ACCOUNT_ACTIONS } from './account-actions.ts';
import type { ActionSpec, AuditCategory } from './action-spec.ts';
import { BANK_ACTIONS } from './bank-actions.ts';
import { CASE_ACTIONS } from './case-actions.ts';

/** Everything that can stand in the audit log, `noun.past-tense`. Names are kept for years: added freely, never renamed. */
export const AUDIT_ACTIONS = { ...ACCOUNT_ACTIONS, ...ACCESS_ACTIONS, ...CASE_ACTIONS, ...BANK_ACTIONS } as const;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

// The keys of an object literal are what its type says.
const NAMES = Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]];
export const AuditAction = z.enum(NAMES, { error: 'INVALID' });

export const isAuditAction = (action: string): action is AuditAction => Object.hasOwn(AUDIT_ACTIONS, action);

/** Null for a name that this version does not know: of a newer one, or forged. */
export function specOf(action: string): ActionSpec | null {
  return isAuditAction(action) ? AUDIT_ACTIONS[action] : null;
}

export const actionsIn = (category: AuditCategory): AuditAction[] =>
  NAMES.filter((action) => AUDIT_ACTIONS[action].category === category);

/** The English words of an action, for REST and CSV: `case.handed-over` reads "Case handed over". */
export function actionWords(action: string): string {
  const words = action.replaceAll(/[._-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
