import { AppUser, Role, UserRole } from '@ostiary/db';
import type { SignedIn, SignInResult } from '@ostiary/domain/auth';
import { hashPassword } from '@ostiary/domain/crypto';
import type { StartRegistrationInput } from '@ostiary/domain/registration';
import type { UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { asSystem, recordAudit } from '../features/audit/audit.service.ts';
import { publicCaller, type PublicCaller, staffCaller, type StaffCaller, type Visitor } from './callers.ts';
import { runJobs } from './run-jobs.ts';
import type { TestDeps } from './test-deps.ts';

export const TEST_PASSWORD = 'Quiet-harbour-41';

export interface SignedInCustomer {
  readonly api: PublicCaller;
  readonly visitor: Visitor;
  readonly id: UserId;
  readonly username: string;
  readonly email: string;
  readonly phoneNumber: string;
  readonly password: string;
  readonly access: string;
  readonly refresh: string;
}

export interface SignedInStaff {
  readonly api: StaffCaller;
  readonly visitor: Visitor;
  readonly id: UserId;
  readonly username: string;
  readonly access: string;
}

/** The whole sign-in of somebody without a second factor. */
export function wholeSignIn(result: SignInResult): SignedIn {
  if ('challenge' in result) throw new Error('a second factor is asked for');
  return result;
}

let people = 0;
const nextNumber = () => (people += 1);

/** A fresh US number that libphonenumber accepts; no two in one process. */
export const freshPhone = () => `+1312${String(2_000_000 + nextNumber())}`;
export const freshEmail = (name = 'person') => `${name}${nextNumber()}.${process.pid}@example.com`;

/** The newest code in the dev mailbox for an address; delivers what waits first. */
export async function readCode(bank: Pick<TestDeps, 'deps' | 'owner'>, to: string): Promise<string> {
  await runJobs(bank);
  const [row] = await bank.owner<{ code: string }>(
    'select code from dev_message where lower(recipient) = lower(?) and code is not null order by at desc, id desc limit 1',
    [to],
  );
  if (!row) throw new Error(`no code was sent to ${to}`);
  return row.code;
}

/** Registered, e-mail and phone confirmed, signed in, the password just given; through the services all the way. */
export async function createCustomer(
  bank: TestDeps,
  overrides: Partial<StartRegistrationInput> = {},
): Promise<SignedInCustomer> {
  const email = overrides.email ?? freshEmail('customer');
  const phoneNumber = overrides.phoneNumber ?? freshPhone();
  const password = overrides.password ?? TEST_PASSWORD;
  const visitor: Visitor = { face: 'rest' };
  const api = publicCaller(bank.deps, visitor);
  const { challenge } = await api.registration.start({ ...overrides, email, phoneNumber, password });
  const {
    access,
    refresh = '',
    user,
  } = await api.registration.verify({ challenge, code: await readCode(bank, email) });
  Object.assign(visitor, { access, face: 'trpc', refreshCookie: refresh });
  await api.contacts.send({ channel: 'phone' });
  await api.contacts.verify({ channel: 'phone', code: await readCode(bank, phoneNumber) });
  await api.auth.stepUp({ password });
  return { api, visitor, id: user.id, username: user.username, email, phoneNumber, password, access, refresh };
}

const STAFF_ROLES = { reviewer: 'KYC_REVIEWER', admin: 'BANK_ADMIN', auditor: 'AUDITOR' } as const;
export type StaffRole = keyof typeof STAFF_ROLES;

/** A new member of staff, signed in. */
export async function createStaff(bank: TestDeps, role: StaffRole): Promise<SignedInStaff> {
  const { deps } = bank;
  const em = deps.orm.em.fork();
  const id = uuidv7() as UserId; // a fresh id is where the brand begins
  const username = `${role}.${nextNumber()}`;
  const now = deps.clock();
  const passwordHash = await hashPassword(TEST_PASSWORD, deps.keys.pepper, deps.bcryptCost);
  const { id: roleId } = await em.findOneOrFail(Role, { name: STAFF_ROLES[role] });
  const facts = { username, email: `${username}@bank.example`, displayName: `Test ${role}`, emailConfirmedAt: now };
  em.persist(em.create(AppUser, { id, ...facts, passwordHash, createdAt: now, updatedAt: now }));
  em.persist(em.create(UserRole, { id: uuidv7(), userId: id, roleId, assignedAt: now }));
  const after = { roles: [STAFF_ROLES[role]] };
  recordAudit(asSystem(em, now), { action: 'account.created', target: { type: 'app_user', id }, after });
  await em.flush();
  const visitor: Visitor = {};
  const api = staffCaller(deps, visitor);
  const { access } = wholeSignIn(await api.auth.login({ username, password: TEST_PASSWORD }));
  visitor.access = access;
  return { api, visitor, id, username, access };
}
