import type { RevealInput } from '@ostiary/domain/data-protection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BY_API, type CanaryBank, CLAIMED, openCanaryBank } from './testing/canary-bank.ts';
import { dumpTables, openOutbox, readStore } from './testing/canary-dump.ts';
import { inputsOf } from './testing/canary-inputs.ts';
import type { CanaryKind } from './testing/canary-numbers.ts';
import type { Planted } from './testing/canary-people.ts';
import { type Asking, ask, DOORS, pagesOf, proceduresOf } from './testing/canary-procedures.ts';
import { ALLOWANCES } from './testing/canary-watch.ts';
import type { Caller } from './testing/canary-world.ts';

const AT_ONCE = 6;

let scene: CanaryBank;
beforeAll(async () => {
  scene = await openCanaryBank();
}, 300_000);
afterAll(() => scene.close());

const leaks = () => scene.watch.leaks();
const callersNamed = (...names: string[]) => scene.callers.filter(({ name }) => names.includes(name));

/** What each reveal shows, by row. */
const REVEALED: Readonly<Record<string, readonly CanaryKind[]>> = {
  ssn: ['ssn'],
  tax_id_alternative: ['itin', 'passport'],
  aadhaar: ['aadhaar'],
  pan: ['pan'],
  bank_account: ['accountNumber'],
  business: ['registrationNumber', 'gstin'],
  owners: ['ownerNumber'],
  control_person: ['controlNumber'],
  document_number: ['documentNumber'],
};
/** They need a code or link from a message, a cookie, or a second person: only their refusals are read here. */
const BEYOND: readonly string[] = [
  'auth.verify',
  'auth.refresh',
  'password.reset',
  'registration.verify',
  'registration.resend',
  'recovery.undo',
  'secondFactor.confirm',
  'secondFactor.renewRecoveryCodes',
  'secondFactor.disable',
  'sessions.revoke',
  'sessions.forgetDevice',
  'activity.report',
  'contacts.send',
  'contacts.verify',
  'application.start',
  'audit.event',
  'audit.proof',
  'audit.exports.get',
  'audit.exports.cancel',
  'securityEvents.get',
  'securityEvents.take',
  'securityEvents.giveBack',
  'securityEvents.resolve',
  'securityEvents.reopen',
  'customers.endSessions',
  'customers.removeSecondFactor',
  'people.get',
  'people.resendInvite',
  'people.withdrawInvite',
  'people.assignRole',
  'people.revokeRole',
  'people.block',
  'people.unblock',
  'people.endSessions',
  'people.removeSecondFactor',
  'people.setSecurity',
  'people.setBranch',
  'users.decide',
  'users.block',
  'users.unblock',
  'users.setRoles',
  'invitations.look',
  'invitations.accept',
  'branches.update',
  'branches.close',
  'desk.give',
  'risk.judgeOverride',
  'risk.endOverride',
  'policies.propose',
  'policies.publish',
];

describe('canaries of customers of every pack', () => {
  it('are all different, and found in whatever form they leave', () => {
    const { canaries, search } = scene;
    const texts = canaries.filter(({ kind }) => kind !== 'birthDate').map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    for (const canary of canaries.filter(({ owner }) => owner < 12)) {
      const { text } = canary;
      const around = Buffer.from(`x${text}y`);
      const grouped = [text.replaceAll(/(\d\d)(?=\d)/g, '$1-'), `${text.slice(0, 3)} ${text.slice(3)}`];
      const forms = [text, `"${text.toLowerCase()}"`, encodeURIComponent(text), around.toString('hex')];
      const coded = [around.toString('base64'), Buffer.from(text).toString('base64url')];
      for (const form of [...forms, ...coded, ...(/^\d+$/.test(text) ? grouped : [])])
        expect({ form, found: search(form) }).toMatchObject({ form, found: expect.arrayContaining([canary]) });
    }
  });

  it('are shown one by one to who reveals them, exactly as asked', async () => {
    const { holder, search, someone } = scene;
    for (const at of CLAIMED) {
      const { person, applicationId, documentId } = someone(at);
      const isAsked = (field: string) =>
        field === 'document_number' ? documentId !== undefined : person.given.some(({ code }) => code === field);
      for (const [field, kinds] of Object.entries(REVEALED).filter(([name]) => isAsked(name))) {
        const whose = field === 'document_number' ? { documentId } : {};
        const input = { applicationId, field, purpose: 'CONFIRM_IDENTITY', ...whose } as RevealInput; // keys of REVEALED
        const shown = await holder.api.customers.reveal(input);
        const theirs = person.canaries.filter(({ kind }) => kinds.includes(kind));
        // A person gave several documents; the first of them is asked about.
        expect(search(JSON.stringify(shown))).toEqual(field === 'document_number' ? theirs.slice(0, 1) : theirs);
      }
    }
  });

  it.each(DOORS)(
    'meet every procedure of the %s door as everybody, and leave by none',
    async (door) => {
      const { world, callers } = scene;
      const known = callers.map((caller) => ({ caller, inputs: inputsOf(door, world, caller) }));
      const order = Object.keys(known[0]?.inputs ?? {});
      expect(order.toSorted()).toEqual(Object.keys(proceduresOf(door)).toSorted());
      const reached = new Set<string>();
      for (const path of order)
        for (const { caller, inputs } of known) {
          const { status } = await ask(scene, { door, path, input: inputs[path] }, caller);
          if (status < 300) reached.add(path);
          expect({ path, caller: caller.name, isOurFailure: status >= 500 }).toMatchObject({ isOurFailure: false });
        }
      expect(leaks()).toEqual([]);
      expect(order.filter((path) => !reached.has(path) && !BEYOND.includes(path))).toEqual([]);
    },
    180_000,
  );

  it.each(DOORS)(
    'do not come back from the %s door in a refusal of what was typed',
    async (door) => {
      const secrets = Object.fromEntries(scene.someone(0).person.canaries.map(({ kind, text }) => [kind, text]));
      const { ssn, addressLine } = secrets;
      const input = { ...secrets, id: ssn, code: ssn, username: addressLine, search: [ssn], limit: ssn };
      const procedures = Object.entries(proceduresOf(door)).filter(([, { _def }]) => _def.type !== 'subscription');
      for (const [path] of procedures.filter(([name]) => name !== 'auth.logout'))
        for (const caller of callersNamed('anonymous', 'a third applicant', 'admin'))
          await ask(scene, { door, path, input }, caller);
      expect(leaks()).toEqual([]);
    },
    60_000,
  );

  it('leave by no GET of the REST face, by no stream and no page', async () => {
    const { callers, doors, watch, someone } = scene;
    const pages = pagesOf(scene);
    const answered = new Set<string>();
    for (const { door, place, url } of pages)
      for (const { name, access, own } of callers) {
        const { status, text } = await doors.knock({ door, method: 'GET', url, access });
        watch.look({ place, caller: name, own, text });
        if (status < 300) answered.add(place);
      }
    const body = { refresh: someone(-5).refresh };
    const renewed = await doors.knock({ door: 'customer', method: 'POST', url: '/api/auth/refresh/', body });
    watch.look({ place: 'POST /api/auth/refresh/', text: renewed.text });
    expect(renewed.status).toBe(200);
    expect(leaks()).toEqual([]);
    const silent = pages.map(({ place }) => place).filter((place) => !answered.has(place));
    expect(silent.filter((place) => !place.includes('/uploads/'))).toEqual([]);
  }, 60_000);

  it('are masked for each of them, at the desk and at home', async () => {
    const desk = callersNamed('auditor', 'colleague', 'lease holder', 'admin');
    const home = ['requirements.form', 'requirements.list', 'documents.list', 'profile.get', 'application.overview'];
    const read = ({ person: { at }, id, applicationId, access }: Planted) => {
      const own: Caller = { name: 'applicant', access, password: '', own: at };
      if (at % 4 === 0) return ask(scene, { door: 'customer', path: home[at % home.length] ?? '' }, own);
      const look: Omit<Asking, 'door'> =
        at % 4 === 1 ? { path: 'customers.get', input: { id } } : { path: 'review.case', input: { id: applicationId } };
      return ask(scene, { door: 'staff', ...look }, desk[(at + Math.floor(at / 12)) % desk.length] ?? own);
    };
    const rest = scene.planted.slice(BY_API, -10);
    for (let from = 0; from < rest.length; from += AT_ONCE) {
      const answers = await Promise.all(rest.slice(from, from + AT_ONCE).map(read));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    }
    expect(leaks()).toEqual([]);
  }, 240_000);

  it('lie in no table, file, log or message', async () => {
    const { bank, watch, lines } = scene;
    for (const text of await openOutbox(bank)) watch.look({ place: 'outbox', text });
    await bank.runJobs();
    const dump = await dumpTables(bank);
    for (const [place, text] of dump) watch.look({ place, text });
    for (const text of await readStore(bank)) watch.look({ place: 'store', text });
    watch.look({ place: 'log', text: lines.join('\n') });
    expect(leaks()).toEqual([]);
    const full = ['audit_event', 'security_event', 'application_event', 'dev_message', 'customer_data', 'pii_reveal'];
    for (const table of full) expect(dump.get(`public.${table}.id`)).toMatch(/^[0-9a-f-]{36}/);
    expect(lines.length).toBeGreaterThan(500);
  }, 120_000);

  it('are seen where they may be, and nothing is allowed that nobody needs', () => {
    expect([...scene.watch.used].toSorted()).toEqual(ALLOWANCES.map(({ name }) => name).toSorted());
  });
});
