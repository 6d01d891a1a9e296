import { existsSync } from 'node:fs';
import { BlockInput } from '@ostiary/domain/access';
import { DomainError } from '@ostiary/domain/shared';
import { openPlace } from './cli-place.ts';
import { openDeps } from './deps.ts';
import { readEnv } from './env.ts';
import { removeLostFactor } from './features/access/remove-factor.service.ts';

const USAGE = `npm run people -- remove-second-factor <username> --why=<reason>
  For the last administrator, who lost both phone and recovery codes: ends their sessions, tells them by e-mail, and
  leaves a record. Everybody else is helped by an administrator, in the portal.`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

function wordsFor(error: unknown, username: string): string {
  if (error instanceof DomainError && error.code === 'NOT_FOUND') return `There is nobody named ${username}.`;
  return error instanceof Error ? error.message : String(error);
}

async function main([command, username = '', ...options]: readonly string[]): Promise<number> {
  const [option = '', ...more] = options;
  const why = BlockInput.shape.why.safeParse(option.startsWith('--why=') ? option.slice('--why='.length) : '');
  if (command !== 'remove-second-factor' || username === '' || !why.success || more.length > 0) {
    say(USAGE);
    return 2;
  }
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = readEnv();
  const place = await openPlace(env, say);
  const deps = await openDeps(env, place.url);
  try {
    await removeLostFactor(deps, { username, why: why.data });
    say(`The second factor of ${username} is removed. They sign in with their password and set up a new one.`);
    return 0;
  } catch (error) {
    process.stderr.write(`${wordsFor(error, username)}\n`);
    return 1;
  } finally {
    await deps.close();
    await place.stop();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
