import { asSystem } from '../features/audit/audit.service.ts';
import { askAgain } from '../features/data-protection/ask-again.ts';
import { settleCheck } from '../features/identity-checks/settle-check.ts';
import { type Filed, reportVanished } from '../features/kyc-documents/vanished.ts';
import type { WaitingCase } from './many-cases.ts';
import type { TestDeps } from './test-deps.ts';

type Change = (bank: TestDeps, of: WaitingCase) => Promise<void>;

async function failCheck(bank: TestDeps, { id }: WaitingCase): Promise<void> {
  const [check] = await bank.owner<{ id: string }>(
    `update identity_check set state = 'UNAVAILABLE'
     where id = (select id from identity_check where application_id = ? limit 1) returning id`,
    [id],
  );
  const answer = { outcome: 'MISMATCH' as const, reference: 'ref-1', evidence: { facts: [] } };
  await settleCheck(bank.deps, { id: check?.id ?? '', applicationId: id, answer });
}

async function loseFile(bank: TestDeps, { id }: WaitingCase): Promise<void> {
  const filed = await bank.owner<Filed>(
    `update kyc_document set file_removed_at = null, missing_since = '2020-01-01'
     where id = (select id from kyc_document where application_id = ? limit 1) returning id, storage_key as key,
       missing_since as "missingSince", false as "isLost"`,
    [id],
  );
  await reportVanished(bank.deps, filed);
}

async function breakAddress(bank: TestDeps, { customerId: userId }: WaitingCase): Promise<void> {
  const [row] = await bank.owner<{ sealed: string }>('select address_encrypted as sealed from customer where id = ?', [
    userId,
  ]);
  const place = { table: 'customer', column: 'address_encrypted', rowId: userId, requirement: 'address' } as const;
  await bank.deps.orm.em
    .fork()
    .transactional((em) =>
      askAgain({ ...asSystem(em, bank.now()), deps: bank.deps }, { userId, place, sealed: row?.sealed ?? '' }),
    );
}

/** What can change the evidence of a case that was submitted, without anybody at a desk. */
export const EVIDENCE_CHANGES: readonly (readonly [string, Change])[] = [
  ['an outside check finds against it afterwards', failCheck],
  ['the file of a document is lost', loseFile],
  ['what was stored does not open any more', breakAddress],
];
