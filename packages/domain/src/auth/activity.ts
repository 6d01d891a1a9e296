import { z } from 'zod';
import { freeText, Moment, SessionId, UserId } from '../shared/index.ts';

/**
 * How an attempt to sign in ended. `LOCKED`: the account was locked by failures; `THROTTLED`: the address had too many.
 */
export const LoginOutcome = z.enum([
  'SUCCEEDED',
  'SECOND_FACTOR_ASKED',
  'FAILED',
  'SECOND_FACTOR_FAILED',
  'LOCKED',
  'THROTTLED',
]);
export type LoginOutcome = z.infer<typeof LoginOutcome>;

/** A browser as people know it, e.g. `Firefox` on `Windows`; `kind` picks the picture. Read from the user agent: a hint. */
export const DeviceLabel = z.strictObject({
  browser: z.string(),
  system: z.string(),
  kind: z.enum(['desktop', 'phone', 'tablet', 'program', 'unknown']),
});
export type DeviceLabel = z.infer<typeof DeviceLabel>;

export const SessionView = z.strictObject({
  id: SessionId,
  isCurrent: z.boolean(),
  device: DeviceLabel,
  address: z.string(),
  startedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  hasSecondFactor: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;
export const SessionList = z.strictObject({ sessions: z.array(SessionView) });
export type SessionList = z.infer<typeof SessionList>;
export const SessionIdInput = z.strictObject({ id: SessionId });
export type SessionIdInput = z.infer<typeof SessionIdInput>;
/** `ended`: how many sessions. */
export const SessionsEnded = z.strictObject({ ended: z.number().int() });
export type SessionsEnded = z.infer<typeof SessionsEnded>;

export const KnownDeviceView = z.strictObject({
  id: z.uuid(),
  isCurrent: z.boolean(),
  device: DeviceLabel,
  address: z.string(),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
});
export type KnownDeviceView = z.infer<typeof KnownDeviceView>;
export const KnownDeviceList = z.strictObject({ devices: z.array(KnownDeviceView) });
export type KnownDeviceList = z.infer<typeof KnownDeviceList>;
export const DeviceIdInput = z.strictObject({ id: z.uuid() });
export type DeviceIdInput = z.infer<typeof DeviceIdInput>;

const Cursor = z.string().max(200);
const Limit = z.coerce.number().int().min(1).max(100).default(20);

export const MyActivityInput = z.strictObject({ cursor: Cursor.optional(), limit: Limit });
export type MyActivityInput = z.infer<typeof MyActivityInput>;
export const ActivityItem = z.strictObject({
  id: z.uuid(),
  at: z.iso.datetime(),
  outcome: LoginOutcome,
  device: DeviceLabel,
  address: z.string(),
  isNewDevice: z.boolean(),
  /** The session that is asking began with this sign-in. */
  isCurrent: z.boolean(),
  reportedAt: z.iso.datetime().nullable(),
});
export type ActivityItem = z.infer<typeof ActivityItem>;
/** Newest first; `nextCursor` null at the end. */
export const ActivityPage = z.strictObject({ items: z.array(ActivityItem), nextCursor: z.string().nullable() });
export type ActivityPage = z.infer<typeof ActivityPage>;
export const ReportActivityInput = z.strictObject({ id: z.uuid() });
export type ReportActivityInput = z.infer<typeof ReportActivityInput>;
/** Whether the asking session ended too: a sign-in that was not the person's ends them all. */
export const ActivityReported = z.strictObject({ sessionsEnded: z.number().int() });
export type ActivityReported = z.infer<typeof ActivityReported>;

/** Staff view of sign-ins (`staff.read`). `search`: username, e-mail, customer number; `address`: one address. */
export const LoginActivityInput = z.strictObject({
  onlyFailed: z.stringbool().or(z.boolean()).default(false),
  door: z.enum(['customer', 'staff']).optional(),
  outcome: LoginOutcome.optional(),
  search: freeText(254).optional(),
  address: z.union([z.ipv4(), z.ipv6()], { error: 'ADDRESS_FORMAT' }).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
  cursor: Cursor.optional(),
  limit: Limit,
});
export type LoginActivityInput = z.infer<typeof LoginActivityInput>;
export const LoginActivityRow = z.strictObject({
  id: z.uuid(),
  at: z.iso.datetime(),
  door: z.enum(['customer', 'staff']),
  outcome: LoginOutcome,
  /** Null where nobody has the name that was typed; what was typed is not kept. */
  person: z
    .strictObject({ id: UserId, username: z.string(), name: z.string(), customerId: z.string().nullable() })
    .nullable(),
  device: DeviceLabel,
  address: z.string(),
  isNewDevice: z.boolean(),
  reportedAt: z.iso.datetime().nullable(),
});
export type LoginActivityRow = z.infer<typeof LoginActivityRow>;
export const LoginActivityPage = z.strictObject({
  items: z.array(LoginActivityRow),
  nextCursor: z.string().nullable(),
});
export type LoginActivityPage = z.infer<typeof LoginActivityPage>;

/** Signals over the history (AUT-10): within the window, beyond which SUSPICIOUS_ACTIVITY is raised, once an hour per subject. */
export const SIGNAL_RULES = {
  windowMinutes: 15,
  accountsOfOneAddress: 10,
  addressesOfOneAccount: 5,
  quietMinutes: 60,
} as const;
