import { setTimeout as wait } from 'node:timers/promises';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import { register, say } from './bank.ts';
import { pour } from './login-flood.ts';
import { median } from './statistics.ts';
import { largestFile, sendForm } from './upload-form.ts';

const MIB = 1024 * 1024;
const AT_ONCE = 8;
/** Their numbers are nobody's of the other measures. */
const FIRST_CUSTOMER = 100;
const LEAST_SHARE = 0.8;
/** A round each, for a customer has one document of a type. */
const TYPES = ['PASSPORT', 'DRIVER_LICENSE', 'GOVERNMENT_ID'];
/** The flood is at the passwords, not at the door any more. */
const SETTLED_MS = 1_000;
const PAUSE_MS = 250;

interface Customer {
  readonly access: string;
  readonly index: number;
}

async function registerCustomers(first: number): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (let index = first; index < first + AT_ONCE; index++) customers.push({ access: await register(index), index });
  return customers;
}

/** Sent again where the door is busy, as the portal does; the wait counts. */
async function sendUntilTaken(access: string, document: Parameters<typeof sendForm>[1]): Promise<void> {
  for (;;) {
    try {
      return await sendForm(access, document);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes(' answered 503'))) throw error;
    }
    await wait(PAUSE_MS);
  }
}

/** MiB a second of one document of each customer, all at once. */
async function rateOf(customers: readonly Customer[], { type, file }: { type: string; file: Buffer }): Promise<number> {
  const begun = performance.now();
  await Promise.all(
    customers.map(({ access, index }) => sendUntilTaken(access, { type, number: `B800${index}`, file })),
  );
  return (customers.length * MAX_FILE_BYTES) / MIB / ((performance.now() - begun) / 1_000);
}

/** One flood after another until `work` is done. */
async function inFlood<T>(work: () => Promise<T>): Promise<T> {
  let isOver = false;
  const flooding = (async () => {
    while (!isOver) await pour();
  })();
  await wait(SETTLED_MS);
  try {
    return await work();
  } finally {
    isOver = true;
    await flooding;
  }
}

/** What floods of logins leave of the throughput of uploads. True when that is enough. */
export async function measureUploads(): Promise<boolean> {
  const calmly = await registerCustomers(FIRST_CUSTOMER);
  const amidst = await registerCustomers(FIRST_CUSTOMER + AT_ONCE);
  say(`${AT_ONCE} uploads of ${MAX_FILE_BYTES / MIB} MiB at once, calm and in floods of logins:`);
  const file = largestFile();
  const [calm, flooded]: [number[], number[]] = [[], []];
  for (const type of TYPES) {
    const quiet = await rateOf(calmly, { type, file });
    const loud = await inFlood(() => rateOf(amidst, { type, file }));
    say(`  calm ${quiet.toFixed(0)} MiB/s, flood ${loud.toFixed(0)} MiB/s`);
    calm.push(quiet);
    flooded.push(loud);
  }
  const share = median(flooded) / median(calm);
  say(`  throughput, medians of ${TYPES.length}: share ${share.toFixed(2)} (at least ${LEAST_SHARE})`);
  return share >= LEAST_SHARE;
}
