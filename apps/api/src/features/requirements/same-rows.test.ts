import type { RequirementCode } from '@ostiary/domain/requirements';
import { fitsRequirement, ReasonCode, REASONS } from '@ostiary/domain/review';
import fc from 'fast-check';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ADDRESS,
  createTestBank,
  drawSeed,
  samplePdf,
  type SignedInCustomer,
  type SignedInStaff,
  type TestBank,
  upload,
} from '../../testing.ts';
import { canaryPerson } from '../../testing/canary-people.ts';
import { getOwnDocuments, getOwnFile } from './case-file.service.ts';

let bank: TestBank;
let reviewer: SignedInStaff;
beforeAll(async () => {
  bank = await createTestBank();
  reviewer = await bank.newStaff('reviewer');
});
afterAll(() => bank.close());

const EVENTS = ['submit', 'accept', 'refuse', 'sendBack', 'expire', 'replace', 'resend', 'choose'] as const;
type Event = (typeof EVENTS)[number];

/** Reasons that can be mended, by row. */
const reasonFor = (row: RequirementCode) =>
  ReasonCode.options.find((code) => fitsRequirement(code, row) && !REASONS[code].isFinal);

async function judge(customer: SignedInCustomer, at: number, verdict: 'accept' | 'refuse') {
  const { id } = await customer.api.application.overview();
  const { case: claimed } = await reviewer.api.review.claim({ id });
  const rows = claimed.requirements.filter(({ code }) => reasonFor(code) !== undefined);
  const row = rows[at % rows.length];
  const reason = verdict === 'refuse' && row ? reasonFor(row.code) : undefined;
  if (row)
    await reviewer.api.review.judge({
      id,
      version: claimed.version,
      requirement: row.code,
      verdict,
      ...(reason === undefined ? {} : { reason }),
    });
}

async function sendBack(customer: SignedInCustomer, at: number) {
  await judge(customer, at, 'refuse');
  const { id } = await customer.api.application.overview();
  const { version } = await reviewer.api.review.case({ id });
  await reviewer.api.review.requestMore({ id, version });
}

async function resend({ access }: SignedInCustomer, at: number) {
  const file = { name: 'bill.pdf', mediaType: 'application/pdf', bytes: await samplePdf(`Bill ${at}, fictional`) };
  const issuedOn = bank.now().toISOString().slice(0, 10);
  await upload(bank, access, { documentType: 'UTILITY_BILL', documentNumber: `B${at}77001`, issuedOn, file });
}

/** What may be asked for at any time, by anybody; what the bank refuses changes nothing. */
const happen: Record<Event, (customer: SignedInCustomer, at: number) => Promise<unknown>> = {
  submit: async ({ api }) => {
    await bank.runJobs();
    await api.application.submit();
  },
  accept: (customer, at) => judge(customer, at, 'accept'),
  refuse: (customer, at) => judge(customer, at, 'refuse'),
  sendBack,
  expire: ({ id }) =>
    bank.owner(
      `update kyc_document set status = 'EXPIRED' where requirement = 'proof_of_address'
       and status in ('PENDING', 'VERIFIED') and application_id in (select id from kyc_application where customer_id = ?)`,
      [id],
    ),
  replace: ({ api }, at) => api.requirements.put({ code: 'address', ...ADDRESS, line1: `${at} North Lake Street` }),
  resend,
  choose: ({ api }, at) => api.requirements.choose({ code: at % 2 === 0 ? 'tax_id_alternative' : 'ssn' }),
};

const inOrder = (rows: readonly { readonly code: string; readonly state: string }[]) =>
  rows.map(({ code, state }) => `${code} ${state}`).toSorted();

/** The customer's task list, the reviewer's checklist and the REST lists, each as `code state`. */
async function threeFaces({ api, access }: SignedInCustomer) {
  const overview = await api.application.overview();
  const seen = await reviewer.api.review.case({ id: overview.id });
  const answer = await request(bank.publicApp).get('/api/kyc/requirements/').set('authorization', `Bearer ${access}`);
  const lists = answer.body as Record<string, { code: string; state: string }[]>; // RequirementsView, snake case
  const { currently_due = [], pending_verification = [], satisfied = [] } = lists;
  return {
    status: overview.status,
    customer: inOrder(overview.rows),
    reviewer: inOrder(seen.requirements),
    rest: inOrder([...currently_due, ...pending_verification, ...satisfied]),
  };
}

/** What an upload is judged by, and the same rows of the whole file. */
async function documentRows({ id }: SignedInCustomer) {
  const em = bank.deps.orm.em.fork();
  const { rows } = await getOwnDocuments(em, id);
  const whole = await getOwnFile(em, id);
  return { rows, expected: whole.rows.filter(({ kind }) => kind === 'document') };
}

/** Somebody of one of the packs who has given everything. */
async function complete(at: number): Promise<SignedInCustomer> {
  const { country, applicantKind, given, documents } = canaryPerson(at);
  const customer = await bank.customer({ country, applicantKind });
  const { requirements } = customer.api;
  for (const input of given) await requirements.put(input);
  await requirements.put({ code: 'consent', accepted: true });
  for (const { documentType, number } of documents) {
    const file = { name: 'paper.pdf', mediaType: 'application/pdf', bytes: await samplePdf(`Paper ${at}, fictional`) };
    await upload(bank, customer.access, { documentType, documentNumber: number, file });
  }
  return customer;
}

const PACKS = ['US individual', 'IN individual', 'US business', 'IN business'] as const;
const LONG = 3;
/** What each sequence begins with, so that the random rest starts in the middle of things. */
const BEGINNING = [
  ['submit', 0],
  ['accept', 0],
  ['refuse', 1],
  ['sendBack', 1],
  ['expire', 0],
] as const;

it('the customer, the reviewer, REST and an upload see the same rows after every event, in every pack', async () => {
  const seed = drawSeed();
  const step = fc.tuple(fc.constantFrom(...EVENTS), fc.nat(20));
  const seen = new Set<string>();
  for (const [at, pack] of PACKS.entries()) {
    const customer = await complete(at);
    const rest = fc.sample(step, { seed: seed + at, numRuns: LONG });
    for (const [event, which] of [...BEGINNING, ...rest]) {
      await happen[event](customer, which).catch((error: unknown) =>
        expect(error).toMatchObject({ cause: { kind: expect.any(String) } }),
      );
      const faces = await threeFaces(customer);
      const where = `${pack}, ${event}, FC_SEED=${seed}`;
      expect(faces.reviewer, where).toEqual(faces.customer);
      expect(faces.rest, where).toEqual(faces.customer);
      const { rows, expected } = await documentRows(customer);
      expect(rows, where).toEqual(expected);
      for (const row of faces.customer) seen.add(row.slice(row.indexOf(' ') + 1));
      seen.add(faces.status);
    }
  }
  // The sequences went somewhere.
  expect([...seen]).toEqual(
    expect.arrayContaining(['refused', 'accepted', 'submitted', 'expired', 'SUBMITTED', 'ACTION_REQUIRED']),
  );
}, 300_000);
