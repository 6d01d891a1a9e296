import { randomInt } from 'node:crypto';

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly password: string;
  readonly birthDate: { readonly day: string; readonly month: string; readonly year: string };
  readonly street: string;
  readonly city: string;
  readonly zip: string;
  readonly ssn: string;
  readonly license: string;
  readonly account: string;
}

/** Typed in the journeys and searched for afterwards: nothing of it may lie anywhere in plain text. */
export const CANARIES = {
  ssn: '536-90-4471',
  /** Of another person: one number of two people asks for a second approval. */
  revealedSsn: '536-90-4482',
  street: '7718 Canary Wharf Lane',
  license: 'CANARY7718204',
  account: 'BILL99004477182',
  aadhaar: '2341 2341 2346',
  pan: 'AAPPV8261K',
  // Its last four digits make the bank under test take three seconds to answer; see docs/sandbox.md.
  bankAccount: '501001239425',
} as const;

/** Stands in every drawn file, uncompressed, so that its plain bytes would be found. */
export const FILE_CANARY = 'canary-bytes-of-a-document-5d1f0a77';

let made = 0;

/** An invented applicant; nobody of that name is meant. `isCanary` gives the values that leaks.spec.ts looks for. */
export function newPerson({ isCanary = false } = {}): Person {
  made += 1;
  const tail = `${Date.now() % 1_000_000}${made}`;
  return {
    firstName: 'Imogen',
    lastName: 'Fairweather',
    email: `imogen.${tail}.${randomInt(1_000_000)}@example.com`,
    phone: `+1312555${String(randomInt(1000, 9999))}`.replace('555', String(randomInt(200, 900))),
    password: 'Quiet-harbour-41',
    // Nobody shares a birth date with a namesake: that would be a risk.
    birthDate: { day: String(randomInt(10, 29)), month: '3', year: String(randomInt(1950, 2000)) },
    street: isCanary ? CANARIES.street : '400 North Lake Street',
    city: 'Chicago',
    zip: '60611',
    ssn: isCanary ? CANARIES.ssn : `5${randomInt(10, 99)}-${randomInt(10, 99)}-${randomInt(1000, 9999)}`,
    // A number belongs to one customer: each person's own, with the canary in it.
    license: isCanary ? `${CANARIES.license}${randomInt(100, 999)}` : `E${randomInt(10_000_000, 99_999_999)}`,
    account: isCanary ? CANARIES.account : `A${randomInt(10_000_000, 99_999_999)}`,
  };
}

/** The same for India: the Aadhaar number, PAN and bank account typed for her are the canaries. */
export function newIndianPerson(): Person {
  return {
    ...newPerson(),
    firstName: 'Kavya',
    lastName: 'Subramanian',
    phone: `+9198${randomInt(10_000_000, 99_999_999)}`,
    street: '14 Residency Road',
    city: 'Bengaluru',
    zip: '560025',
  };
}
