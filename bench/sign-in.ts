// Whether time tells a stranger which names exist, and what a flood of sign-ins does to everybody else's reads and uploads.
//   node bench/sign-in.ts [logins of each kind, 1000] [flood|uploads|below|above|forgotten: only that]
import { Client } from 'pg';
import { PASSWORD, register, withBank } from './bank.ts';
import { measureUploads } from './flood-uploads.ts';
import { measureFloods } from './login-flood.ts';
import { compareFaces } from './login-times.ts';
import { forgot, login } from './login.ts';

const rounds = Number(process.argv[2] ?? 1_000);
const only = process.argv[3];
if (!Number.isInteger(rounds) || rounds < 2) throw new Error('Say how many logins of each kind, e.g. 100.');

const known = { title: 'wrong', name: 'bench0@example.com' };
const disabled = { title: 'disabled', name: 'bench1@example.com' };
const unknown = { title: 'unknown', name: 'bench9@example.com' };
const FAILURES_THAT_LOCK = 5;

/** Both names beyond their limit; throws where the right password still opens the door. */
async function lock(): Promise<void> {
  for (let attempt = 0; attempt < FAILURES_THAT_LOCK; attempt++)
    for (const { name } of [known, unknown]) await login({ name });
  const { status } = await login({ name: known.name, password: PASSWORD });
  if (status !== 401) throw new Error(`A locked account was answered ${status}`);
}

await withBank(async ({ door, ownerUrl }) => {
  const owner = new Client({ connectionString: ownerUrl, options: '-c ostiary.unattributed=bench' });
  // Where a measure fails, its own error is the one to see.
  owner.on('error', () => undefined);
  await owner.connect();
  const access = await register(0);
  await register(1);
  await owner.query('update app_user set is_blocked = true where email = $1', [disabled.name]);
  const nothing = async () => {};
  const forget = () => owner.query('delete from login_throttle');
  const locked = [{ ...known, title: 'known' }, unknown];
  const parts = {
    flood: () => measureFloods(door, access),
    uploads: measureUploads,
    below: () =>
      compareFaces({
        title: 'Sign-in below the limit',
        faces: [known, unknown, disabled],
        rounds,
        ask: login,
        prepare: forget,
      }),
    async above() {
      await forget();
      await lock();
      return compareFaces({ title: 'Sign-in above the limit', faces: locked, rounds, ask: login, prepare: nothing });
    },
    forgotten: () =>
      compareFaces({
        title: 'Forgotten password',
        faces: [...locked, disabled],
        rounds,
        ask: forgot,
        prepare: nothing,
      }),
  };
  const results: boolean[] = [];
  for (const [name, part] of Object.entries(parts)) if (only === undefined || only === name) results.push(await part());
  await owner.end();
  return results.length > 0 && results.every(Boolean);
});
