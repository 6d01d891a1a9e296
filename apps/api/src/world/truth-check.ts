import type { KycApplication } from '@ostiary/db';
import { isDue } from '@ostiary/domain/requirements';
import { assess } from '@ostiary/domain/risk';
import type { ApplicationId } from '@ostiary/domain/shared';
import { actAsStaff } from '../demo/acting.ts';
import { findStaff } from '../demo/staff.ts';
import { getFile } from '../features/requirements/case-file.service.ts';
import { collectFacts } from '../features/risk/collect-facts.ts';
import type { TestBank } from '../testing.ts';
import { openVault } from '../vault.ts';
import type { Person } from './person.ts';

interface Row {
  readonly username: string;
  readonly id: ApplicationId;
  readonly status: KycApplication['status'];
  readonly policy: string;
}

async function applications(bank: TestBank): Promise<Map<string, Row>> {
  const rows = await bank.owner<Row>(
    `select u.username, a.id, a.status, p.code as policy from kyc_application a
     join app_user u on u.id = a.customer_id join policy_version p on p.id = a.policy_version_id`,
  );
  return new Map(rows.map((row) => [row.username, row]));
}

async function seen(bank: TestBank, { id, status, policy }: Row, now: Date) {
  const ctx = actAsStaff(bank.deps, await findStaff(bank.deps, 'admin'), now);
  const file = await getFile(ctx.em, id);
  const vault = await openVault(ctx, file.customer.id);
  const { signals } = assess((await collectFacts(ctx, file, vault)).facts);
  return {
    state: status,
    pack: policy,
    open: file.rows.filter(isDue).map(({ code }) => code),
    refusal: file.rows.find(({ state }) => state === 'refused')?.refusalReason ?? null,
    signals: signals.map(({ code }) => code).toSorted((one, other) => one.localeCompare(other, 'en')),
  };
}

/** What a bank makes of each person of a world: asked of its ledger and its rules of risk, not of the truth table. */
export async function foundIn(bank: TestBank, people: readonly Person[], now: Date) {
  const known = await applications(bank);
  const found: unknown[] = [];
  for (const { id, username } of people) {
    const row = known.get(username);
    found.push({ id, ...(row && (await seen(bank, row, now))) });
  }
  return found;
}

/** The same of the truth table. */
export function toldOf({ id, state, pack, expected: { open, reason, signals } }: Person) {
  return { id, state, pack, open, refusal: reason?.requirement ? reason.code : null, signals };
}
