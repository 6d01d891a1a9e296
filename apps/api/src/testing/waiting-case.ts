import type { ApplicationId } from '@ostiary/domain/shared';
import { type SignedInCustomer, type SignedInStaff, SSN, type TestBank } from '../testing.ts';

/** A case in the queue whose applicant gave one number: for what does not look at evidence. Due in two days. */
export async function waitingCase(bank: TestBank): Promise<{ id: ApplicationId; customer: SignedInCustomer }> {
  const customer = await bank.customer();
  await customer.api.requirements.put({ code: 'ssn', ssn: SSN });
  const [row] = await bank.owner<{ id: ApplicationId }>(
    `update kyc_application set status = 'SUBMITTED', submitted_at = bank_now(), due_at = bank_now() + interval '2 days'
     where customer_id = ? returning id`,
    [customer.id],
  );
  if (!row) throw new Error('a customer has an application');
  return { id: row.id, customer };
}

/** The same, claimed by `staff`. */
export async function heldCase(bank: TestBank, staff: SignedInStaff) {
  const waiting = await waitingCase(bank);
  const { case: view } = await staff.api.review.claim({ id: waiting.id });
  return { ...waiting, version: view.version };
}
