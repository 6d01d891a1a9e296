import { buffer } from 'node:stream/consumers';
import { KycDocument } from '@ostiary/db';
import { ApplicationStatus } from '@ostiary/domain/application';
import { checkSsn } from '@ostiary/domain/identifiers';
import { checkPhone } from '@ostiary/domain/phone';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDocument } from '../features/kyc-documents/open-document.ts';
import { createTestBank, publicCaller, staffCaller, type TestBank, wholeSignIn } from '../testing.ts';
import { drawingOnce } from '../world/draw-paper.ts';
import { loadFast } from '../world/fast-load.ts';
import { peopleOf } from '../world/world.ts';
import { applicant, APPLICANT_NAMES } from './applicants.ts';
import { moveIn } from './neighbours.ts';
import { seedDemo } from './seed.ts';
import { DEMO_STAFF } from './staff.ts';

const PASSWORD = 'Doorkeeper-demo-2026';
const PEOPLE = APPLICANT_NAMES.map(applicant);

let bank: TestBank;

beforeAll(async () => {
  bank = await createTestBank();
  await seedDemo(bank.deps, { draw: drawingOnce() });
}, 60_000);
afterAll(() => bank.close());

const tables = () =>
  bank.owner<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'jobs') order by 1`,
  );

/** Every table as text, as COPY would write it. */
async function copyOfEverything(schema = ''): Promise<string> {
  const parts: string[] = [];
  for (const { name } of await tables()) {
    if (!name.startsWith(schema)) continue;
    const rows = await bank.owner<{ line: string }>(`select t::text as line from ${name} t order by 1`);
    parts.push(name, ...rows.map(({ line }) => line));
  }
  return parts.join('\n');
}

const signIn = async (username: string) => {
  const { access } = wholeSignIn(await publicCaller(bank.deps).auth.login({ username, password: PASSWORD }));
  return publicCaller(bank.deps, { access });
};

describe('the invented applicants', () => {
  it.each(PEOPLE)(
    '$firstName $lastName passes our own checks with numbers kept for fiction',
    ({ phoneNumber, ssn, email }) => {
      expect(checkSsn(ssn)).toMatchObject({ ok: true, signals: [] });
      expect(checkPhone(phoneNumber)).toMatchObject({ ok: true, signals: [] });
      expect(phoneNumber).toMatch(/ 555 01\d\d$/);
      expect(email).toMatch(/@example\.com$/);
    },
  );

  it('share no name, number or address', () => {
    const unique = PEOPLE.flatMap(({ username, phoneNumber, ssn, licenseNumber, billNumber, address }) => [
      username,
      phoneNumber,
      ssn,
      licenseNumber,
      billNumber,
      address.line1,
    ]);
    expect(new Set(unique).size).toBe(unique.length);
  });
});

describe('the demo bank', () => {
  it('has applicants of every policy in every state', async () => {
    const rows = await bank.owner(
      'select status, count(*)::int as people from kyc_application group by status order by status',
    );
    expect(rows).toEqual([
      { status: 'ACTION_REQUIRED', people: 6 },
      { status: 'APPROVED', people: 5 },
      { status: 'EXPIRED', people: 4 },
      { status: 'INCOMPLETE', people: 10 },
      { status: 'IN_REVIEW', people: 5 },
      { status: 'PENDING_SECOND_APPROVAL', people: 5 },
      { status: 'REJECTED', people: 5 },
      { status: 'SUBMITTED', people: 8 },
      { status: 'WITHDRAWN', people: 5 },
    ]);
    const [{ kinds } = {}] = await bank.owner<{ kinds: number }>(
      'select count(distinct (policy_version_id, status))::int as kinds from kyc_application',
    );
    expect(kinds).toBe(4 * ApplicationStatus.options.length);
  });

  it('tells of one late case, one nearly due, one of a second round, and one on the desk of admin2', async () => {
    const waiting = await bank.owner<{ username: string; hours: number; round: number }>(
      `select username, round, round(extract(epoch from due_at - bank_now()) / 3600)::int as hours from kyc_application a join app_user u on u.id = a.customer_id where status = 'SUBMITTED' and username not like '%.42.%' order by due_at`,
    );
    expect(waiting).toEqual([
      { username: 'yuki.tanabe', round: 1, hours: -7 },
      { username: 'omar.haddadin', round: 1, hours: 1 },
      { username: 'rosalind.okonjo', round: 1, hours: 19 },
      { username: 'matteo.lindqvist', round: 2, hours: 21 },
    ]);
    expect(
      await bank.owner(
        `select username from kyc_application a join app_user u on u.id = a.claimed_by where lease_expires_at > bank_now() and a.customer_id in (select id from app_user where username = 'priya.chandrasekar')`,
      ),
    ).toEqual([{ username: 'admin2' }]);
  });

  it('lets every one of the staff in, with their role', async () => {
    for (const { username, role } of DEMO_STAFF) {
      const { access } = wholeSignIn(await staffCaller(bank.deps).auth.login({ username, password: PASSWORD }));
      expect(access).toBeTypeOf('string');
      expect(
        await bank.owner(
          'select r.name from user_role ur join role r on r.id = ur.role_id join app_user u on u.id = ur.user_id where username = ?',
          [username],
        ),
      ).toEqual([{ name: role }]);
    }
  });

  it('lets a customer in by e-mail, and tells what was refused', async () => {
    const hannah = await signIn('hannah.brightwater@example.com');
    const { refused } = await hannah.requirements.list();
    expect(refused.map((row) => [row.code, row.refusal?.code])).toEqual([['proof_of_address', 'DOCUMENT_UNREADABLE']]);
  });

  it('keeps what an applicant had typed before leaving', async () => {
    const nadia = await signIn('nadia.ferreira@example.com');
    expect((await nadia.requirements.form()).rows.identity?.fields).toEqual({
      firstName: 'Nadia',
      lastName: 'Ferreira',
    });
  });

  it('tells each story in the order of its days', async () => {
    const [told] = await bank.owner<{ kinds: string[]; first: number }>(
      `select array_agg(kind order by at, e.id) as kinds, round(extract(epoch from bank_now() - min(at)) / 3600)::int as first
       from application_event e join kyc_application a on a.id = e.application_id join app_user u on u.id = a.customer_id
       where username = 'matteo.lindqvist' and kind not like 'document%'`,
    );
    expect(told).toEqual({
      kinds: [
        'started',
        'email_confirmed',
        'phone_confirmed',
        'submitted',
        'review_started',
        'more_requested',
        'resubmitted',
      ],
      first: 53,
    });
  });

  it('keeps every document sound and readable, as the photo or PDF it was', async () => {
    const em = bank.deps.orm.em.fork();
    const documents = await em.find(KycDocument, {});
    expect(documents).toHaveLength(93);
    for (const document of documents) {
      const bytes = await buffer(await openDocument(bank.deps, em, document));
      expect(document.status).not.toBe('QUARANTINED');
      expect(bytes.subarray(0, 4).toString('latin1')).toBe(
        document.mediaType === 'application/pdf' ? '%PDF' : '\u00ff\u00d8\u00ff\u00db',
      );
    }
  });

  it('holds nothing that identifies a person in plain text', async () => {
    const everything = await copyOfEverything();
    const secrets = PEOPLE.flatMap(({ ssn, address, licenseNumber, billNumber }) => [
      ssn,
      ssn.replaceAll('-', ''),
      address.line1,
      licenseNumber,
      licenseNumber.replaceAll(/[ -]/g, ''),
      billNumber,
      billNumber.replaceAll('-', ''),
    ]);
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
    expect(everything).toContain('Hannah');
  });

  it('leaves a bank alone that holds another world', async () => {
    const other = await createTestBank();
    try {
      await loadFast(other.deps, peopleOf({ seed: 7, customers: 40, asOf: '2026-11-21' }), { present: other.now() });
      await moveIn(other.deps, { present: other.now() });
      expect(await other.owner(`select count(*)::int as people from kyc_application`)).toEqual([{ people: 40 }]);
    } finally {
      await other.close();
    }
  });

  it('stays as it is when it is filled again', async () => {
    const before = await copyOfEverything('public');
    await seedDemo(bank.deps, { draw: drawingOnce() });
    expect(await copyOfEverything('public')).toBe(before);
  });
});
