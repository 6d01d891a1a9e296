import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, publicCaller, type SignedInCustomer, type TestBank } from '../../testing.ts';

let bank: TestBank;
let customer: SignedInCustomer;
beforeAll(async () => {
  bank = await createTestBank({ env: { CUSTOMER_IDLE_MINUTES: '30' } });
  customer = await bank.customer();
  await watchSessions();
});
afterAll(() => bank.close());

/** Requests of one instant have all read the row before the first of them writes: a statement waits for a second one. */
const WAIT = `perform pg_advisory_xact_lock_shared(42);
  for turn in 1..40 loop
    exit when (select count(*) from pg_locks where locktype = 'advisory' and objid = 42
      and database = (select oid from pg_database where datname = current_database())) > 1;
    perform pg_sleep(0.05);
  end loop;`;

/** Counts what is written to sessions: `asked` per statement, `written` per row. */
async function watchSessions(): Promise<void> {
  await bank.owner('create table session_writes (kind text not null)');
  await bank.owner(`create function note_session_write() returns trigger language plpgsql security definer as $$ begin
    if tg_level = 'STATEMENT' then ${WAIT} end if;
    insert into session_writes values (case tg_level when 'STATEMENT' then 'asked' else 'written' end);
    return new; end $$`);
  for (const level of ['statement', 'row'])
    await bank.owner(
      `create trigger count_${level} before update on session for each ${level} execute function note_session_write()`,
    );
}

async function writesDuring(work: () => Promise<unknown>): Promise<{ asked: number; written: number }> {
  await bank.owner('delete from session_writes');
  await work();
  const rows = await bank.owner<{ kind: string }>('select kind from session_writes');
  const of = (kind: string) => rows.filter((row) => row.kind === kind).length;
  return { asked: of('asked'), written: of('written') };
}

const later = (seconds: number) => bank.setNow(new Date(bank.now().getTime() + seconds * 1_000));
const use = () => publicCaller(bank.deps, { access: customer.access }).profile.get();

describe('the use of a session', () => {
  it('asks the database to write nothing within the minute', async () => {
    await later(59);
    expect(await writesDuring(use)).toEqual({ asked: 0, written: 0 });
  });

  it('is written once by eight requests of one instant', async () => {
    await later(60);
    const { asked, written } = await writesDuring(() => Promise.all(Array.from({ length: 8 }, use)));
    expect(asked).toBeGreaterThan(1);
    expect(written).toBe(1);
  });
});
