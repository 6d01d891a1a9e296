import type { ApplicationId } from '@ostiary/domain/shared';
import { ADDRESS, freshSsn } from './applications.ts';
import { givePapers } from './papers.ts';
import type { SignedInCustomer } from './people.ts';
import { runJobs } from './run-jobs.ts';
import type { TestDeps } from './test-deps.ts';

let births = 0;
/** Born on a day of their own, so that nobody is taken for them. */
function nobodyElse() {
  births += 1;
  const two = (text: number) => String(text).padStart(2, '0');
  return {
    firstName: 'Quill',
    lastName: 'Marsh',
    dateOfBirth: `19${50 + (births % 50)}-${two(1 + (births % 12))}-${two(1 + (births % 28))}`,
  };
}

interface Given {
  readonly ssn?: string;
  readonly identity?: ReturnType<typeof nobodyElse>;
}

/** All that the US policy asks for, papers without files, every check made; not submitted. */
export async function giveOwn(
  bank: TestDeps,
  customer: SignedInCustomer,
  { ssn = freshSsn(), identity = nobodyElse() }: Given = {},
): Promise<void> {
  const { put } = customer.api.requirements;
  await put({ code: 'identity', ...identity });
  await put({ code: 'address', ...ADDRESS });
  await put({ code: 'ssn', ssn });
  await put({ code: 'consent', accepted: true });
  await givePapers(bank, customer);
  await runJobs(bank);
}

/** The same, submitted: an application that shares nothing with another unless `given` does. */
export async function submitOwn(bank: TestDeps, customer: SignedInCustomer, given: Given = {}): Promise<ApplicationId> {
  await giveOwn(bank, customer, given);
  await customer.api.application.submit();
  return (await customer.api.application.overview()).id;
}
