import { randomInt } from 'node:crypto';
import { eventually, must, type RestClient, rows, text } from './client.ts';
import { bill, card } from './papers.ts';

export interface Customer {
  readonly api: RestClient;
  readonly access: string;
  readonly email: string;
  readonly password: string;
  readonly licence: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
  readonly ssn: string;
}

const ADDRESS = {
  line1: '233 Wacker Drive',
  city: 'Chicago',
  region: 'IL',
  postal_code: '60606',
  country: 'US',
} as const;

type Say = (step: string) => void;

/** The code of a message, from the bank's local mailbox. */
function readCode(api: RestClient, to: string): Promise<string> {
  return eventually(`a code for ${to}`, async () => {
    const mailbox = await api({ method: 'GET', path: `/dev/mailbox?to=${encodeURIComponent(to)}` });
    return rows(mailbox, 'messages')
      .map((message) => message.code)
      .find((code) => typeof code === 'string');
  });
}

/** Registers, confirms e-mail and phone by their codes. */
export async function register(api: RestClient, say: Say): Promise<Customer> {
  const mark = `${Date.now().toString(36)}${randomInt(1000)}`;
  const email = `marisol.${mark}@example.com`;
  const phone = `+1312${randomInt(2_000_000, 9_999_999)}`;
  const password = `Tall-lantern-${mark}`;
  const started = await api({
    method: 'POST',
    path: '/api/auth/register/initiate/',
    expect: 201,
    body: { email, phone_number: phone, password },
  });
  say('registered; a code went to the e-mail');
  const body = { challenge: text(started, 'challenge'), code: await readCode(api, email) };
  const access = text(await api({ method: 'POST', path: '/api/auth/register/verify/', body }), 'access');
  say('e-mail confirmed, signed in');
  await api({ method: 'POST', path: '/api/auth/contacts/phone/send/', access, expect: 202 });
  const confirmed = await api({
    method: 'POST',
    path: '/api/auth/contacts/phone/verify/',
    access,
    body: { code: await readCode(api, phone) },
  });
  must(confirmed.phone_confirmed === true, 'the phone is not confirmed');
  say('phone confirmed');
  return { api, access, email, password, firstName: 'Marisol', lastName: 'Vance', ...onlyTheirs() };
}

const digits = (count: number) => String(randomInt(10 ** (count - 1), 10 ** count));

/** What no two people share: a second one with the same would be a risk, and wait for a second approval. */
const onlyTheirs = () => ({
  birthDate: `${randomInt(1950, 2000)}-0${randomInt(1, 10)}-${randomInt(10, 29)}`,
  ssn: `5${digits(2)}-${digits(2)}-${digits(4)}`,
  licence: `D${digits(8)}`,
});

export async function giveData(customer: Customer, say: Say): Promise<void> {
  const { api, access, firstName, lastName, birthDate, ssn } = customer;
  const data = {
    identity: { first_name: firstName, last_name: lastName, date_of_birth: birthDate },
    address: ADDRESS,
    ssn: { ssn },
    consent: { accepted: true },
  };
  for (const [code, body] of Object.entries(data)) {
    const row = await api({ method: 'PUT', path: `/api/kyc/requirements/${code}/`, access, body });
    must(
      row.state === (code === 'consent' ? 'accepted' : 'submitted'),
      `${code} is ${String(row.state)} after it was given`,
    );
    must(!JSON.stringify(row).includes(ssn), 'an SSN came back');
  }
  say('identity, address, SSN and consent given');
}

interface Paper {
  readonly type: string;
  readonly number: string;
  readonly side?: 'FRONT' | 'BACK';
  readonly file: Blob;
  readonly name: string;
  readonly dates?: Readonly<Record<string, string>>;
}

async function upload({ api, access }: Customer, { type, number, side, file, name, dates = {} }: Paper): Promise<void> {
  const form = new FormData();
  // The file first: fields may come in any order.
  form.set('document_file', file, name);
  const fields = { document_type: type, document_number: number, ...(side ? { side } : {}), ...dates };
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  const answer = await api({ method: 'POST', path: '/api/kyc/upload/', access, body: form, expect: 201 });
  must(
    answer.document_type === type && typeof answer.id === 'string' && answer.verification_status === 'PENDING',
    `an upload answered ${JSON.stringify(answer)}`,
  );
}

const inYears = (years: number) => `${new Date().getUTCFullYear() + years}-06-30`;

export async function sendLicence(customer: Customer, say: Say): Promise<void> {
  const paper = {
    type: 'DRIVER_LICENSE',
    number: customer.licence,
    dates: { issuing_country: 'US', issuing_region: 'IL', expires_on: inYears(3) },
  };
  await upload(customer, { ...paper, side: 'FRONT', file: await card('FRONT', 'jpeg'), name: 'front.jpg' });
  await upload(customer, { ...paper, side: 'BACK', file: await card('BACK', 'png'), name: 'back.png' });
  say('licence sent, front and back');
}

/** A drawn bill, or another file in its place. */
export async function sendBill(customer: Customer, say: Say, drawn?: Blob): Promise<void> {
  const file = drawn ?? (await bill(`${customer.firstName} ${customer.lastName}`, `${ADDRESS.line1}, ${ADDRESS.city}`));
  const dates = { issued_on: new Date().toISOString().slice(0, 10) };
  await upload(customer, {
    type: 'UTILITY_BILL',
    number: `B${randomInt(1_000_000, 9_999_999)}`,
    file,
    name: 'bill.pdf',
    dates,
  });
  say('bill sent');
}

/** Everything that is asked for, and sent. */
export async function apply(customer: Customer, say: Say): Promise<void> {
  await giveData(customer, say);
  await sendLicence(customer, say);
  await sendBill(customer, say);
  const open = await due(customer);
  must(open.length === 0, `still due before submitting: ${open.join(', ')}`);
  await submit(customer, say);
}

/** Submits as soon as nothing is being checked any more: until then the bank answers 409 CHECKS_RUNNING. */
export async function submit({ api, access }: Customer, say: Say): Promise<void> {
  const status = await eventually('the checks', async () => {
    const answer = await api({ method: 'POST', path: '/api/kyc/submit/', access, expect: [200, 409] });
    if (answer.code === undefined) return answer;
    must(answer.code === 'CHECKS_RUNNING', `submitting answered ${JSON.stringify(answer)}`);
    return undefined;
  });
  must(
    status.status === 'SUBMITTED' && status.kyc_status === 'PENDING',
    `submitting answered ${JSON.stringify(status)}`,
  );
  say('submitted');
}

/** The rows the customer is asked for now, by code. */
export async function due({ api, access }: Customer): Promise<string[]> {
  const view = await api({ method: 'GET', path: '/api/kyc/requirements/', access });
  return rows(view, 'currently_due').map((row) => text(row, 'code'));
}
