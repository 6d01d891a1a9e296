import { z } from 'zod';
import { Moment, UserId } from '../shared/index.ts';
import { AuditAction, specOf } from './actions.ts';

/** REST's words for kinds of change; `VIEW` and `REFUSED` change nothing. */
export const LogKind = z.enum([
  'CREATE',
  'UPDATE',
  'DELETE',
  'LOGIN',
  'LOGOUT',
  'KYC_APPROVE',
  'KYC_REJECT',
  'PASSWORD_CHANGE',
  'ROLE_ASSIGN',
  'VIEW',
  'REFUSED',
]);
export type LogKind = z.infer<typeof LogKind>;

const EXACT: Readonly<Record<string, LogKind>> = {
  'session.started': 'LOGIN',
  'session.ended': 'LOGOUT',
  'application.approved': 'KYC_APPROVE',
  'application.rejected': 'KYC_REJECT',
  'password.changed': 'PASSWORD_CHANGE',
  'password.reset': 'PASSWORD_CHANGE',
};
const BY_ENDING: readonly (readonly [RegExp, LogKind])[] = [
  [/^role\./, 'ROLE_ASSIGN'],
  [/(viewed|revealed|exported|searched|followed|downloaded|proof-given)$/, 'VIEW'],
  [/(failed|refused)$/, 'REFUSED'],
  [/(created|started|raised|received|requested|asked|noted|placed|announced|invited|begun|held)$/, 'CREATE'],
  [/(removed|erased|dropped|discarded|forgotten|abandoned|lost|withdrawn|cancelled|displaced|disabled)$/, 'DELETE'],
];

/** An action in REST's words; what is neither made nor removed is an update. */
export function logKindOf(action: string): LogKind {
  if (specOf(action)?.category === 'refused') return 'REFUSED';
  return EXACT[action] ?? BY_ENDING.find(([ending]) => ending.test(action))?.[1] ?? 'UPDATE';
}

const Paged = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};
/** REST `GET /audit-logs`: `user` as in the search, `action` one action. */
export const LogFilter = z.strictObject({
  user: z.string().trim().max(254, 'TOO_LONG').optional(),
  action: AuditAction.optional(),
  from: Moment.optional(),
  to: Moment.optional(),
  ...Paged,
});
export type LogFilter = z.infer<typeof LogFilter>;
export const UserLogFilter = z.strictObject({ id: UserId, ...Paged });
export type UserLogFilter = z.infer<typeof UserLogFilter>;

/** The fields that REST clients agreed on come first. */
export const LogEntry = z.strictObject({
  logId: z.string(),
  actionType: LogKind,
  user: z.strictObject({ username: z.string(), customerId: z.string().nullable() }).nullable(),
  targetModel: z.string(),
  description: z.string(),
  ipAddress: z.string().nullable(),
  timestamp: z.iso.datetime(),
  action: z.string(),
  targetId: z.string().nullable(),
  userAgent: z.string().nullable(),
  role: z.string(),
  index: z.int().nullable(),
});
export type LogEntry = z.infer<typeof LogEntry>;
export const LogPage = z.strictObject({
  count: z.int().nullable(),
  more: z.boolean(),
  next: z.string().nullable(),
  results: z.array(LogEntry),
});
export type LogPage = z.infer<typeof LogPage>;
