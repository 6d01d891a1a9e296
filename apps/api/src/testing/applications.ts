import type { CaseView } from '@ostiary/domain/review';
import type { ApplicationId } from '@ostiary/domain/shared';
import type { Express } from 'express';
import request from 'supertest';
import { createCustomer, type SignedInCustomer, type SignedInStaff } from './people.ts';
import { runJobs } from './run-jobs.ts';
import { samplePdf, samplePicture } from './samples.ts';
import type { TestDeps } from './test-deps.ts';

/** Invented people: numbers in the ranges that pass our own rules. */
export const IDENTITY = { firstName: 'Avery', lastName: 'Stone', dateOfBirth: '1990-04-12' } as const;
export const ADDRESS = {
  line1: '400 North Lake Street',
  city: 'Chicago',
  region: 'IL',
  postalCode: '60611',
  country: 'US',
} as const;
export const SSN = '536-90-4399';

export interface UploadFields {
  readonly documentType: string;
  readonly documentNumber: string;
  readonly side?: 'FRONT' | 'BACK';
  readonly expiresOn?: string;
  readonly issuedOn?: string;
  readonly issuingRegion?: string;
  readonly file: { readonly name: string; readonly mediaType: string; readonly bytes: Buffer };
}

export interface Bank extends TestDeps {
  readonly publicApp: Express;
}

const BILLS: readonly string[] = ['UTILITY_BILL', 'BANK_STATEMENT'];

/** Uploads over HTTP, as a customer's browser does; answers what the route answered. */
export function upload(
  { publicApp, deps }: Pick<Bank, 'publicApp'> & Partial<Pick<Bank, 'deps'>>,
  access: string,
  fields: UploadFields,
): request.Test {
  const call = request(publicApp)
    .post('/api/kyc/upload/')
    .set('authorization', `Bearer ${access}`)
    .set('x-requested-by', 'ostiary');
  const texts = {
    document_type: fields.documentType,
    document_number: fields.documentNumber,
    side: fields.side,
    expires_on: fields.expiresOn,
    // Bills are dated: a policy may ask how old they are.
    issued_on:
      fields.issuedOn ??
      (BILLS.includes(fields.documentType) ? (deps?.clock() ?? new Date()).toISOString().slice(0, 10) : undefined),
    issuing_region: fields.issuingRegion,
  };
  for (const [name, value] of Object.entries(texts)) if (value !== undefined) call.field(name, value);
  return call.attach('document_file', fields.file.bytes, {
    filename: fields.file.name,
    contentType: fields.file.mediaType,
  });
}

const day = (date: Date, years: number) => `${date.getUTCFullYear() + years}-06-01`;
let papers = 0;
const nextPaper = () => (papers += 1);
const freshNumber = (prefix: string) => `${prefix}${String(10_000_000 + nextPaper())}`;

const pictures = new WeakMap<Bank['deps'], number>();

/** No two alike in one bank, and the same ones in each: what the file program says of them is remembered. */
function nextPicture({ deps }: Bank): Promise<Buffer> {
  const nth = (pictures.get(deps) ?? 100) + 1;
  pictures.set(deps, nth);
  return samplePicture('jpeg', nth);
}

/** Front and back of a licence, and a bill; checked, unless `isChecked` is false. */
export async function giveDocuments(
  bank: Bank,
  { access }: Pick<SignedInCustomer, 'access'>,
  { isChecked = true } = {},
): Promise<void> {
  const licence = freshNumber('S');
  const expiresOn = day(bank.now(), 3);
  const picture = async (name: string) => ({
    name,
    mediaType: 'image/jpeg',
    bytes: await nextPicture(bank),
  });
  const bill = {
    name: 'bill.pdf',
    mediaType: 'application/pdf',
    bytes: await samplePdf('Electricity bill, fictional'),
  };
  const issuedOn = bank.now().toISOString().slice(0, 10);
  const all: UploadFields[] = [
    {
      documentType: 'DRIVER_LICENSE',
      documentNumber: licence,
      side: 'FRONT',
      expiresOn,
      file: await picture('front.jpg'),
    },
    {
      documentType: 'DRIVER_LICENSE',
      documentNumber: licence,
      side: 'BACK',
      expiresOn,
      file: await picture('back.jpg'),
    },
    { documentType: 'UTILITY_BILL', documentNumber: freshNumber('B'), issuedOn, file: bill },
  ];
  for (const fields of all) {
    const answer = await upload(bank, access, fields);
    if (answer.status !== 201)
      throw new Error(`upload of ${fields.documentType} answered ${answer.status}: ${answer.text}`);
  }
  if (isChecked) await runJobs(bank);
}

/** A number of one's own, with the last digits of `SSN`: two customers with the same one are a risk. */
export const freshSsn = () => `${500 + (nextPaper() % 160)}-${10 + (Math.floor(papers / 160) % 90)}-${SSN.slice(-4)}`;

const haveOne = new WeakSet<Bank['deps']>();

/** The first applicant of a bank has `SSN` itself. */
function nextSsn({ deps }: Bank): string {
  if (haveOne.has(deps)) return freshSsn();
  haveOne.add(deps);
  return SSN;
}

/** Everything the US policy asks for, given and checked but not submitted. */
export async function giveEverything(bank: Bank, customer: SignedInCustomer): Promise<void> {
  const { put } = customer.api.requirements;
  await put({ code: 'identity', ...IDENTITY });
  await put({ code: 'address', ...ADDRESS });
  await put({ code: 'ssn', ssn: nextSsn(bank) });
  await put({ code: 'consent', accepted: true });
  await giveDocuments(bank, customer);
}

export interface SubmittedApplication {
  readonly id: ApplicationId;
  readonly customer: SignedInCustomer;
}

/** A new customer whose application waits in the queue. */
export async function createSubmittedApplication(
  bank: Bank,
  customer?: SignedInCustomer,
): Promise<SubmittedApplication> {
  const applicant = customer ?? (await createCustomer(bank));
  await giveEverything(bank, applicant);
  await applicant.api.application.submit();
  const { id } = await applicant.api.application.overview();
  return { id, customer: applicant };
}

/** The same, claimed by `staff`; `case` is what their screen shows. */
export async function createClaimedApplication(
  bank: Bank,
  staff: SignedInStaff,
): Promise<SubmittedApplication & { version: number; case: CaseView }> {
  const submitted = await createSubmittedApplication(bank);
  const answer = await staff.api.review.claim({ id: submitted.id });
  return { ...submitted, version: answer.case.version, case: answer.case };
}
