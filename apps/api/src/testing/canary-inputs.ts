import type { Door } from '@ostiary/domain/auth';
import { accessInputs } from './canary-access.ts';
import { noticesOf } from './canary-notices.ts';
import { oversightInputs } from './canary-oversight.ts';
import { canaryPerson, type Planted } from './canary-people.ts';
import type { Caller, CanaryWorld } from './canary-world.ts';

const NOBODY = '0197f3a0-0000-4000-8000-00000000dead';
const NEW_PASSWORD = 'Canary-roost-fresh-77';
/** Not planted before: registers by one of the calls, with everything at once. */
export const NEWCOMER = canaryPerson(1_002);
const secretOf = (kind: string) => NEWCOMER.canaries.find((canary) => canary.kind === kind)?.text ?? '';

/** Input by procedure, in the order of the calls; what ends a session, a case or an account comes last. */
type Inputs = Readonly<Record<string, unknown>>;

const identity = (world: CanaryWorld, { password }: Caller, door: Door): Inputs => ({
  'auth.rules': undefined,
  'auth.login':
    door === 'staff'
      ? world.staff
      : { username: `canary.${world.signsIn.person.at}`, password: world.signsIn.person.password },
  'auth.verify': { challenge: NOBODY, code: '123456' },
  'auth.refresh': { refresh: world.renews.refresh },
  'auth.logout': { refresh: world.leaves.refresh },
  'auth.stepUp': { password },
  'password.forgot': { username: `canary.${world.held.person.at}` },
  'password.reset': { token: 'c'.repeat(43), newPassword: NEW_PASSWORD },
  'recovery.undo': { token: 'c'.repeat(43) },
  'secondFactor.status': undefined,
  'secondFactor.begin': undefined,
  'secondFactor.confirm': { code: '000000' },
  'secondFactor.renewRecoveryCodes': { code: '000000' },
  'secondFactor.disable': { code: '000000' },
  'sessions.list': undefined,
  'sessions.revoke': { id: NOBODY },
  'sessions.devices': undefined,
  'sessions.forgetDevice': { id: NOBODY },
  'activity.mine': {},
  'activity.report': { id: NOBODY },
  ...noticesOf(door),
  'profile.get': undefined,
});
const lastOf = ({ password }: Caller): Inputs => ({
  'sessions.revokeOthers': undefined,
  'password.change': { currentPassword: password, newPassword: NEW_PASSWORD },
});

const registration = (): Inputs => ({
  'registration.start': {
    email: 'newcomer.a@example.com',
    phoneNumber: '+13125550188',
    password: NEWCOMER.password,
  },
  'registration.register': {
    username: 'newcomer',
    email: 'newcomer.b@example.com',
    password: NEWCOMER.password,
    confirmPassword: NEWCOMER.password,
    firstName: 'Wren',
    lastName: 'Fictional',
    phoneNumber: '+13125550189',
    dateOfBirth: secretOf('birthDate'),
    ssn: secretOf('ssn'),
    address: secretOf('addressLine'),
  },
  'registration.verify': { challenge: NOBODY, code: '123456' },
  'registration.resend': { challenge: NOBODY },
});

const customerDoor = (world: CanaryWorld, caller: Caller): Inputs => ({
  ...identity(world, caller, 'customer'),
  ...registration(),
  'contacts.send': { channel: 'email' },
  'contacts.verify': { channel: 'email', code: '123456' },
  'profile.update': { language: 'hi' },
  'application.overview': undefined,
  'application.live': undefined,
  'application.status': undefined,
  'application.start': undefined,
  'requirements.list': undefined,
  'requirements.put': canaryPerson(caller.own ?? 0).given.find(({ code }) => code === 'ssn'),
  'requirements.choose': { code: 'ssn' },
  'requirements.form': undefined,
  'requirements.saveDraft': { code: 'address', fields: { city: 'Chicago' } },
  'documents.list': undefined,
  'privacy.views': undefined,
  'privacy.erasure': undefined,
  'privacy.export': undefined,
  // Their own for one of the three, somebody else's for the others.
  'documents.remove': {
    id: (caller.own === world.remover.person.at ? world.remover : world.victim).documentId,
  },
  'application.submit': undefined,
  'application.withdraw': undefined,
  'privacy.requestErasure': { isWanted: true },
  ...lastOf(caller),
});

const ends = ({ versions }: CanaryWorld, { applicationId: id }: Planted) => ({ id, version: versions.get(id) });

const review = (world: CanaryWorld): Inputs => ({
  'review.queue': { tab: 'all', limit: 100 },
  'review.counts': undefined,
  'review.choices': undefined,
  'review.live': undefined,
  'review.reasons': undefined,
  'review.case': { id: world.victim.applicationId },
  'review.claim': { id: world.victim.applicationId },
  'review.judge': { ...ends(world, world.victim), requirement: 'address', verdict: 'accept' },
  'review.next': undefined,
  'review.release': { id: world.toRelease.applicationId },
  'review.approve': ends(world, world.toApprove),
  'review.reject': { ...ends(world, world.toReject), reasons: [{ code: 'OUT_OF_POLICY' }] },
  'review.requestMore': {
    ...ends(world, world.toReturn),
    reasons: [{ requirement: 'address', code: 'ADDRESS_MISMATCH' }],
  },
  'review.undo': { id: world.toUndo },
  'review.secondApprove': world.toSecond,
  'review.disagree': { ...world.toDisagree, note: 'A note, fictional' },
  'views.list': undefined,
  'views.save': { name: 'Mine, fictional', query: { risk: 'HIGH' } },
  'views.remove': { id: world.viewId },
});

const desk = ({ victim: { applicationId: id } }: CanaryWorld): Inputs => ({
  'desk.day': undefined,
  'desk.renew': { id },
  'desk.presence': { id },
  'desk.leave': { id },
  'desk.mentionable': { id },
  'desk.addNote': { id, body: 'A note, fictional' },
  'desk.assign': { ids: [id], to: null },
  'desk.give': { id, to: NOBODY },
});

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

const risk = ({ victim: { applicationId: id } }: CanaryWorld): Inputs => ({
  'risk.override': { id, band: 'HIGH', reason: 'Looked into it, fictional', endsOn: inAWeek() },
  'risk.judgeOverride': { id, overrideId: NOBODY, verdict: 'confirm' },
  'risk.endOverride': { id, overrideId: NOBODY },
});

const policies = ({ replayId, drafts: [first, second, third] }: CanaryWorld): Inputs => ({
  'policies.list': undefined,
  'policies.get': { code: 'us-individual', version: 2 },
  'policies.compare': { code: 'us-individual', from: 1, to: 2 },
  'policies.draft': { id: first?.id },
  'policies.startDraft': { code: 'us-individual', version: 2 },
  'policies.saveDraft': { id: first?.id, version: first?.version, body: first?.body, note: '' },
  'policies.discard': { id: second?.id, version: second?.version },
  'policies.replay': { id: third?.id, version: third?.version },
  'policies.replayResult': { id: replayId },
  'policies.propose': { id: third?.id, version: third?.version },
  'policies.publish': { id: third?.id, version: third?.version },
});

const fraudAlerts = ({ alertId }: CanaryWorld): Inputs => ({
  'fraudAlerts.list': { status: 'all', limit: 100 },
  'fraudAlerts.get': { alertId },
  'fraudAlerts.own': { alertId, version: 1 },
  'fraudAlerts.release': { alertId },
  'fraudAlerts.addNote': { alertId, body: 'A note, fictional' },
  'fraudAlerts.resolve': { alertId, version: 4, resolution: 'FALSE_POSITIVE', note: 'A note, fictional' },
});

const staffDoor = (world: CanaryWorld, caller: Caller): Inputs => ({
  ...identity(world, caller, 'staff'),
  ...review(world),
  'customers.list': { search: 'Wren', limit: 100 },
  'customers.get': { id: world.victim.id },
  'customers.reveal': { applicationId: world.victim.applicationId, field: 'ssn', purpose: 'CONFIRM_IDENTITY' },
  'customers.declineErasure': { id: world.held.id, reason: 'LEGAL_DUTY' },
  'customers.placeHold': { id: world.held.id, reason: 'An order, fictional' },
  'customers.liftHold': { id: world.held.id, reason: 'The order ended' },
  ...fraudAlerts(world),
  ...oversightInputs(world),
  ...risk(world),
  ...desk(world),
  'loginActivity.list': { limit: 100 },
  'loginActivity.failed': { limit: 100 },
  'staffNetworks.get': undefined,
  'staffNetworks.save': { networks: [] },
  ...policies(world),
  ...accessInputs(world),
  'customers.erase': { id: world.erased.id, customerNumber: world.erased.customerNumber, reason: 'LEGAL_ORDER' },
  ...lastOf(caller),
});

/** What a caller sends to every procedure of a door. A new procedure without a line here fails the test. */
export const inputsOf = (door: Door, world: CanaryWorld, caller: Caller): Inputs =>
  door === 'customer' ? customerDoor(world, caller) : staffDoor(world, caller);
