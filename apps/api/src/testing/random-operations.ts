import type { ApplicationId } from '@ostiary/domain/shared';
import type { SignedInCustomer, SignedInStaff, TestBank } from '../testing.ts';

/** Who acts, and on what; `pick` chooses by chance. */
export interface Scene {
  readonly bank: TestBank;
  readonly staff: readonly SignedInStaff[];
  readonly customers: readonly SignedInCustomer[];
  readonly cases: readonly ApplicationId[];
  readonly alerts: readonly string[];
  readonly events: readonly string[];
  readonly pick: <T>(choices: readonly T[]) => T;
}

export interface Operation {
  readonly name: string;
  /** The one record of it; undefined where it leaves none: a list, a draft. */
  readonly record?: RegExp;
  readonly run: (scene: Scene) => Promise<unknown>;
}

const NOTE = 'Looked into it, fictional';
const IN_A_WEEK = 7 * 86_400_000;

const versionOf = async ({ bank }: Scene, sql: string, id: string) =>
  (await bank.owner<{ version: number }>(sql, [id]))[0]?.version ?? 0;
const alertVersion = (scene: Scene, id: string) =>
  versionOf(scene, 'select version from fraud_alert where alert_number = ?', id);
const eventVersion = (scene: Scene, id: string) =>
  versionOf(scene, 'select version from security_event where id = ?', id);

const byStaff = (name: string, record: RegExp | undefined, run: (api: SignedInStaff['api'], scene: Scene) => unknown) =>
  ({ name, record, run: async (scene: Scene) => run(scene.pick(scene.staff).api, scene) }) satisfies Operation;
const byCustomer = (
  name: string,
  record: RegExp | undefined,
  run: (api: SignedInCustomer['api'], scene: Scene) => unknown,
) => ({ name, record, run: async (scene: Scene) => run(scene.pick(scene.customers).api, scene) }) satisfies Operation;

const ADDRESSES = ['100 Main Street', '200 Oak Street', '300 Pine Street'];
const addressOf = ({ pick }: Scene) =>
  ({ line1: pick(ADDRESSES), line2: '', city: 'Chicago', region: 'IL', postalCode: '60601', country: 'US' }) as const;

const CUSTOMERS: readonly Operation[] = [
  byCustomer('requirements.list', undefined, (api) => api.requirements.list()),
  byCustomer('requirements.saveDraft', undefined, (api) =>
    api.requirements.saveDraft({ code: 'address', fields: { city: 'Chicago' } }),
  ),
  byCustomer('requirements.put', /^requirement\.given$/, (api, scene) =>
    api.requirements.put({ code: 'address', ...addressOf(scene) }),
  ),
  byCustomer('profile.update', /^profile\.changed$/, (api, { pick }) =>
    api.profile.update({ language: pick(['hi', 'en'] as const) }),
  ),
  byCustomer('application.withdraw', /^application\.withdrawn$/, (api) => api.application.withdraw()),
  byCustomer('application.start', /^application\.started$/, (api) => api.application.start()),
];

const CASES: readonly Operation[] = [
  byStaff('review.case', /^case\.viewed$/, (api, { pick, cases }) => api.review.case({ id: pick(cases) })),
  byStaff('review.claim', /^case\.claimed$/, (api, { pick, cases }) => api.review.claim({ id: pick(cases) })),
  byStaff('review.release', /^case\.returned$/, (api, { pick, cases }) => api.review.release({ id: pick(cases) })),
  byStaff('desk.addNote', /^case\.noted$/, (api, { pick, cases }) => api.desk.addNote({ id: pick(cases), body: NOTE })),
  byStaff('desk.assign', /^case\.(un)?assigned$/, (api, { pick, cases, staff }) =>
    api.desk.assign({ ids: [pick(cases)], to: pick([null, staff[0]?.id ?? null]) }),
  ),
  byStaff('risk.override', /^risk\.override-/, (api, { pick, cases, bank }) => {
    const endsOn = new Date(bank.now().getTime() + IN_A_WEEK).toISOString().slice(0, 10);
    return api.risk.override({ id: pick(cases), band: 'HIGH', reason: NOTE, endsOn });
  }),
  byStaff('desk.day', undefined, (api) => api.desk.day()),
];

const PEOPLE: readonly Operation[] = [
  byStaff('customers.get', /^customer\.viewed$/, (api, { pick, customers }) =>
    api.customers.get({ id: pick(customers).id }),
  ),
  byStaff('customers.reveal', /^pii\.revealed$/, (api, { pick, cases }) =>
    api.customers.reveal({ applicationId: pick(cases), field: 'ssn', purpose: 'CONFIRM_IDENTITY' }),
  ),
  byStaff('customers.placeHold', /^legal_hold\.placed$/, (api, { pick, customers }) =>
    api.customers.placeHold({ id: pick(customers).id, reason: NOTE }),
  ),
  byStaff('customers.liftHold', /^legal_hold\.lifted$/, (api, { pick, customers }) =>
    api.customers.liftHold({ id: pick(customers).id, reason: NOTE }),
  ),
];

const OVERSIGHT: readonly Operation[] = [
  byStaff('fraudAlerts.get', /^fraud-alert\.viewed$/, (api, { pick, alerts }) =>
    api.fraudAlerts.get({ alertId: pick(alerts) }),
  ),
  byStaff('fraudAlerts.own', /^fraud-alert\.owned$/, async (api, scene) => {
    const alertId = scene.pick(scene.alerts);
    return api.fraudAlerts.own({ alertId, version: await alertVersion(scene, alertId) });
  }),
  byStaff('fraudAlerts.addNote', /^fraud-alert\.noted$/, (api, { pick, alerts }) =>
    api.fraudAlerts.addNote({ alertId: pick(alerts), body: NOTE }),
  ),
  byStaff('securityEvents.get', /^security-event\.viewed$/, (api, { pick, events }) =>
    api.securityEvents.get({ id: pick(events) }),
  ),
  byStaff('securityEvents.take', /^security-event\.taken$/, async (api, scene) => {
    const id = scene.pick(scene.events);
    return api.securityEvents.take({ id, version: await eventVersion(scene, id) });
  }),
  byStaff('securityEvents.resolve', /^security-event\.resolved$/, async (api, scene) => {
    const id = scene.pick(scene.events);
    return api.securityEvents.resolve({
      id,
      version: await eventVersion(scene, id),
      resolution: 'ACCEPTED',
      note: NOTE,
    });
  }),
  byStaff('securityEvents.reopen', /^security-event\.reopened$/, async (api, scene) => {
    const id = scene.pick(scene.events);
    return api.securityEvents.reopen({ id, version: await eventVersion(scene, id), why: NOTE });
  }),
  byStaff('views.save', /^saved_view\.saved$/, (api, { pick }) =>
    api.views.save({ name: pick(['Mine', 'Others']), query: { risk: pick(['HIGH', 'LOW'] as const) } }),
  ),
  byStaff('policies.startDraft', /^policy_draft\.started$/, (api) =>
    api.policies.startDraft({ code: 'us-individual', version: 2 }),
  ),
  byStaff('staffNetworks.get', undefined, (api) => api.staffNetworks.get()),
];

/** What people do at both doors, whether they may or not. */
export const OPERATIONS: readonly Operation[] = [...CUSTOMERS, ...CASES, ...PEOPLE, ...OVERSIGHT];
