import type { Door } from '@ostiary/domain/auth';
import { type Permission, SHIPPED_ROLES } from '@ostiary/domain/shared';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { publicRouter, staffRouter } from './router.ts';
import {
  createTestBank,
  freshEmail,
  freshPhone,
  type SignedInCustomer,
  TEST_PASSWORD,
  type TestBank,
  testContext,
} from './testing.ts';
import { EXPECTED } from './testing/matrix-expected.ts';
import { ANYONE } from './testing/matrix-people.ts';
import { ROUTES } from './testing/routes-expected.ts';

/** Who may call a procedure at all: anyone, a customer, or staff by role. A new procedure without a line here fails. */
const ROUTERS = { customer: publicRouter, staff: staffRouter } as const;

const CALLERS = [
  'anonymous',
  'customer',
  'otherCustomer',
  'reviewer',
  'admin',
  'auditor',
  'blockedCustomer',
  'blockedReviewer',
  'strippedReviewer',
  'expiredReviewer',
  'refreshAsAccess',
  'forged',
] as const;

let bank: TestBank;
let customer: SignedInCustomer;
let tokens: Record<(typeof CALLERS)[number], string | undefined>;
beforeAll(async () => {
  bank = await createTestBank();
  customer = await bank.customer();
  const otherCustomer = await bank.customer();
  const blockedCustomer = await bank.customer();
  const [reviewer, admin, auditor] = [
    await bank.staff('reviewer'),
    await bank.staff('admin'),
    await bank.staff('auditor'),
  ];
  const [blockedReviewer, strippedReviewer] = [await bank.newStaff('reviewer'), await bank.newStaff('reviewer')];
  await bank.owner('update app_user set is_blocked = true where id in (?, ?)', [
    blockedCustomer.id,
    blockedReviewer.id,
  ]);
  await bank.owner('update user_role set is_active = false where user_id = ?', [strippedReviewer.id]);
  const expiredReviewer = await bank.newStaff('reviewer');
  await bank.owner('update session set absolute_expires_at = created_at where user_id = ?', [expiredReviewer.id]);
  const people = {
    customer,
    otherCustomer,
    reviewer,
    admin,
    auditor,
    blockedCustomer,
    blockedReviewer,
    strippedReviewer,
    expiredReviewer,
  };
  const held = Object.fromEntries(Object.entries(people).map(([name, { access }]) => [name, access])) as Record<
    keyof typeof people,
    string
  >; // same keys
  tokens = {
    ...held,
    anonymous: undefined,
    refreshAsAccess: customer.refresh,
    forged: `${customer.access.slice(0, -4)}AAAA`,
  };
}, 60_000);
afterAll(() => bank.close());

interface Callable {
  (options: object): Promise<unknown>;
  readonly _def: {
    readonly type: string;
    readonly inputs: readonly unknown[];
    readonly output?: unknown;
    readonly meta?: { readonly permission?: Permission };
  };
}
// tRPC types its flat record by procedure; here every one is alike.
const proceduresOf = (door: Door) => ROUTERS[door]._def.procedures as unknown as Record<string, Callable>;
const DOORS = ['customer', 'staff'] as const;
const ruleOf = (door: Door, path: string) =>
  new Map<string, readonly string[] | typeof ANYONE>(Object.entries(EXPECTED[door])).get(path);
const all = DOORS.flatMap((door) => Object.keys(proceduresOf(door)).map((path) => [door, path] as const));

interface Knock {
  readonly access: string | undefined;
  readonly input: unknown;
  readonly at?: TestBank;
}

/** Calls as HTTP would, with an input that no schema takes: whoever is let in hears of that, nobody else gets so far. */
async function knock(door: Door, path: string, { access, input, at = bank }: Knock) {
  const procedure = proceduresOf(door)[path];
  if (!procedure) throw new Error(`no procedure ${path}`);
  const ctx = testContext(at.deps, door, { access });
  const failure: unknown = await procedure({
    path,
    type: procedure._def.type,
    ctx,
    input,
    getRawInput: () => Promise.resolve(input),
    signal: undefined,
    batchIndex: 0,
  }).then(
    () => null,
    (error: unknown) => error,
  );
  const code =
    failure instanceof Error && failure.cause instanceof Error && 'code' in failure.cause
      ? failure.cause.code
      : undefined;
  return {
    code,
    isKeptOut: typeof code === 'string' && /^(TOKEN_INVALID|TOKEN_EXPIRED|SESSION_ENDED|FORBIDDEN)$/.test(code),
  };
}
const isZod = (schema: unknown): schema is z.ZodType => schema instanceof z.ZodType;
const inputOf = (door: Door, path: string) => proceduresOf(door)[path]?._def.inputs.find(isZod);

describe('the matrix of procedures and people', () => {
  it('knows every procedure there is', () => {
    for (const door of DOORS)
      expect(Object.keys(proceduresOf(door)).toSorted()).toEqual(Object.keys(EXPECTED[door]).toSorted());
  });

  it.each(all)('is kept on the %s door by %s', async (door, path) => {
    const expected = ruleOf(door, path);
    // Procedures without input would act: withdrawing must not change who is asked next.
    const input = { ['not a field']: true };
    for (const caller of CALLERS) {
      const { isKeptOut } = await knock(door, path, { access: tokens[caller], input });
      const isPublic = expected === ANYONE && path !== 'auth.refresh';
      const mayPass = isPublic || (expected !== ANYONE && expected?.includes(caller) === true);
      if (path !== 'auth.refresh') expect({ caller, isKeptOut }).toEqual({ caller, isKeptOut: !mayPass });
    }
  });
});

interface Layer {
  readonly route?: { readonly path: string; readonly stack: readonly { readonly method: string }[] };
  readonly handle?: { readonly stack?: readonly Layer[] };
}
const routesIn = (layers: readonly Layer[]): string[] =>
  layers.flatMap(({ route, handle }) =>
    route ? route.stack.map(({ method }) => `${method} ${route.path}`) : routesIn(handle?.stack ?? []),
  );

describe.each(DOORS)('the matrix of the %s door’s routes and people', (door) => {
  const open = () => (door === 'staff' ? bank.staffApp : bank.publicApp);

  it('knows every route there is', () => {
    // Express keeps its layers to itself.
    const { stack } = open().router as unknown as { stack: Layer[] };
    expect(routesIn(stack).toSorted()).toEqual(Object.keys(ROUTES[door]).toSorted());
  });

  it.each(Object.entries(ROUTES[door]).filter(([, rule]) => rule !== ANYONE))('is kept by %s', async (route, rule) => {
    const [method = '', path = ''] = route.split(' ');
    for (const caller of CALLERS) {
      // Admission comes before the period, which is none, and before the file, which is not there.
      const url = `${path.replace(':id', crypto.randomUUID())}?period=century`;
      const asked = request(open())[method as 'get'](url); // the method of a line above
      const headers = { authorization: `Bearer ${tokens[caller] ?? ''}`, 'tus-resumable': '1.0.0' };
      const { status } = await asked.set(headers);
      const isKeptOut = status === 401 || status === 403;
      expect({ caller, isKeptOut }).toEqual({ caller, isKeptOut: !rule.includes(caller) });
    }
  });
});

const ROLES = { reviewer: 'KYC_REVIEWER', admin: 'BANK_ADMIN', auditor: 'AUDITOR' } as const;
const SHIPPED = new Map<string, readonly Permission[]>(
  Object.entries(ROLES).map(([person, role]) => [person, SHIPPED_ROLES[role].permissions]),
);

describe('the rule of each procedure for staff', () => {
  const guarded = Object.entries(proceduresOf('staff')).flatMap(([path, { _def }]) =>
    _def.meta?.permission === undefined ? [] : [{ path, permission: _def.meta.permission }],
  );

  it.each(guarded)('$path is $permission for every role that is shipped', ({ path, permission }) => {
    const holders = Object.keys(ROLES).filter((person) => SHIPPED.get(person)?.includes(permission));
    const rule = ruleOf('staff', path);
    expect(typeof rule === 'object' ? rule.toSorted() : rule).toEqual(holders.toSorted());
  });

  it('is a permission, but for what everybody signed in may do and what is open to anyone', () => {
    const bare = Object.keys(proceduresOf('staff')).filter((path) => !guarded.some((one) => one.path === path));
    for (const path of bare) expect([ANYONE, Object.keys(ROLES)]).toContainEqual(ruleOf('staff', path));
  });
});

const SETS_A_FACTOR_UP = /^(auth|password|secondFactor|sessions|activity)\.|^profile\.get$/;

const REQUIRED: Record<Door, Record<string, string>> = {
  customer: { SECURITY_PROFILE: 'strict' },
  staff: { STAFF_MFA: 'required' },
};

describe.each(DOORS)('a required second factor at the %s door', (door) => {
  let strictBank: TestBank;
  let access: string;
  beforeAll(async () => {
    strictBank = await createTestBank({ env: REQUIRED[door] });
    const input = { email: freshEmail(), phoneNumber: freshPhone(), password: TEST_PASSWORD };
    if (door === 'staff') access = (await strictBank.staff('admin')).access;
    else {
      const { challenge } = await strictBank.anonymous.public.registration.start(input);
      const code = await strictBank.codeFor(input.email);
      access = (await strictBank.anonymous.public.registration.verify({ challenge, code })).access;
    }
  });
  afterAll(() => strictBank.close());

  const owed = Object.entries(EXPECTED[door])
    .filter(([path, people]) => people !== ANYONE && !SETS_A_FACTOR_UP.test(path))
    .map(([path]) => path);

  it.each(owed)('is asked for by %s', async (path) => {
    const { code } = await knock(door, path, { access, input: { ['not a field']: true }, at: strictBank });
    expect(code).toBe('MFA_REQUIRED');
  });

  it('is asked for before a document is taken or shown', async () => {
    const bearer = `Bearer ${access}`;
    const answer =
      door === 'staff'
        ? await request(strictBank.staffApp)
            .get(`/documents/${crypto.randomUUID()}/original`)
            .set('authorization', bearer)
        : await request(strictBank.publicApp).post('/api/kyc/upload/').set('authorization', bearer);
    expect(answer).toMatchObject({ status: 403, body: { code: 'MFA_REQUIRED' } });
  });
});

const INJECTED = ['role', 'kycStatus', 'riskProfile', 'isBlocked', 'customerId', 'permissions', 'constructor'] as const;

/** Inputs whose very business one of these is. */
const OWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  'people.list': ['role'],
  'people.invite': ['role'],
  'people.assignRole': ['role'],
  'people.revokeRole': ['role'],
  'users.list': ['role'],
  'users.decide': ['kycStatus'],
  'features.set': ['role'],
};

describe('every input schema', () => {
  it.each(all.filter(([door, path]) => inputOf(door, path)))('refuses keys of another kind: %s %s', (door, path) => {
    const schema = inputOf(door, path);
    for (const key of INJECTED) {
      if (OWN_KEYS[path]?.includes(key)) continue;
      const bare = JSON.parse(`{"code":"identity","${key}":"BANK_ADMIN"}`) as unknown;
      const issues = schema?.safeParse(bare).error?.issues ?? [];
      const isNamed = issues.some((issue) => issue.code === 'unrecognized_keys' && issue.keys.includes(key));
      expect({ key, isNamed }).toEqual({ key, isNamed: true });
    }
    schema?.safeParse(JSON.parse('{"__proto__":{"role":"BANK_ADMIN"}}'));
    expect(Reflect.get({}, 'role')).toBeUndefined();
  });

  it.each(all)('has an output schema beside it: %s %s', (door, path) => {
    expect(isZod(proceduresOf(door)[path]?._def.output)).toBe(true);
  });
});

describe('somebody else’s ids', () => {
  it('are not found, whatever is asked of them', async () => {
    const other = await bank.customer();
    const { id } = await bank.submittedApplication(other);
    const [document] = (await other.api.documents.list()).results;
    const notFound = expect.objectContaining({ cause: expect.objectContaining({ code: 'NOT_FOUND' }) });
    await expect(customer.api.documents.remove({ id: document?.id as never })).rejects.toEqual(notFound); // the brand is the parser's
    const reviewer = await bank.staff('reviewer');
    await expect(reviewer.api.review.case({ id: other.id as never })).rejects.toEqual(notFound);
    await expect(reviewer.api.review.claim({ id: document?.id as never })).rejects.toEqual(notFound);
    expect((await other.api.application.overview()).id).toBe(id);
  });
});
