import { checkSsn } from '@ostiary/domain/identifiers';
import { checkPhone } from '@ostiary/domain/phone';
import type { CaseView } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

type Signal = CaseView['signals'][number];

const TEXT = {
  PHONE_IMPOSSIBLE: { points: 15, text: 'The phone number cannot exist in its country' },
  SSN_COMMON_SAMPLE: { points: 20, text: 'The Social Security number is a widely used sample' },
  SSN_SHARED: { points: 40, text: 'Another customer gave the same Social Security number' },
} as const;

const signal = (code: keyof typeof TEXT): Signal => ({ code, ...TEXT[code] });

async function isSsnShared(ctx: StaffContext, { customer }: CaseFile): Promise<boolean> {
  if (customer.ssnIndex == null) return false;
  const [row] = await ctx.em.execute<{ shared: boolean }[]>(
    'select exists (select from customer where ssn_index = ? and id <> ?) as shared',
    [customer.ssnIndex, customer.id],
  );
  return row?.shared === true;
}

/** What a reviewer should look at twice. Facts of the input only; the score that sums them is not decided here. */
export async function caseSignals(ctx: StaffContext, file: CaseFile, vault: Vault): Promise<Signal[]> {
  const { customer, user } = file;
  const signals: Signal[] = [];
  const phone = checkPhone(user.phoneNumber ?? '');
  if (phone.ok && phone.signals.length > 0) signals.push(signal('PHONE_IMPOSSIBLE'));
  if (customer.ssnEncrypted != null) {
    const ssn = checkSsn(
      vault.open({ table: 'customer', column: 'ssn_encrypted', rowId: customer.id }, customer.ssnEncrypted),
    );
    if (ssn.ok && ssn.signals.length > 0) signals.push(signal('SSN_COMMON_SAMPLE'));
  }
  if (await isSsnShared(ctx, file)) signals.push(signal('SSN_SHARED'));
  return signals;
}
