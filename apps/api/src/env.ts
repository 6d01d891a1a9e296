import { createEnv } from '@t3-oss/env-core';
import { SETTINGS } from './settings.ts';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** One row per setting for docs/configuration.md: name, what an unset one means, and its meaning. */
export function describeSettings(): { name: string; fallback: string; text: string }[] {
  return Object.entries(SETTINGS).map(([name, schema]) => {
    const { description = '', unset } = schema.meta() ?? {};
    const fallback = typeof unset === 'string' ? unset : `\`${String(schema.parse(undefined))}\``;
    return { name, fallback, text: description };
  });
}

function parse(values: Record<string, string | undefined>) {
  return createEnv({
    server: SETTINGS,
    runtimeEnv: values,
    emptyStringAsUndefined: true,
    onValidationError: (issues) => {
      const lines = issues.map((issue) => `  ${issue.path?.map(String).join('.')}: ${issue.message}`);
      throw new Error(`Some settings cannot be used:\n${lines.join('\n')}`);
    },
  });
}

export type Env = Readonly<ReturnType<typeof parse>>;

function refuseOpenLocal(env: Env): void {
  for (const [name, host] of [
    ['PUBLIC_HOST', env.PUBLIC_HOST],
    ['STAFF_HOST', env.STAFF_HOST],
  ] as const) {
    if (host !== undefined && !LOOPBACK.includes(host))
      throw new Error(`${name}: local listens on loopback only; ${host} is not.`);
  }
}

function refuseHalfProduction(env: Env): void {
  if (env.SMTP_URL === undefined) throw new Error('SMTP_URL: production does not start without a way to send e-mail.');
  if (env.PUBLIC_URL === undefined || env.STAFF_URL === undefined)
    throw new Error(
      'PUBLIC_URL and STAFF_URL: production does not start without the addresses that its messages link to.',
    );
  if (env.CHECKPOINT_DIR === undefined)
    throw new Error('CHECKPOINT_DIR: production does not start without a second place for signed checkpoints.');
  if (env.IDENTITY_CHECKS === undefined)
    throw new Error('IDENTITY_CHECKS: production does not start without saying that its checks are simulated.');
  if (env.CLAMD_URL === undefined)
    throw new Error('CLAMD_URL: production does not start without a malware scanner, unless `none` says so aloud.');
  if (env.RATE_LIMIT_FACTOR !== 1) throw new Error('RATE_LIMIT_FACTOR: production keeps the limits as they are.');
}

/** Reads and checks the settings. Throws an Error whose message names each setting that is wrong. */
export function readEnv(values: Record<string, string | undefined> = process.env): Env {
  const env = parse(values);
  if (env.PUBLIC_PORT === env.STAFF_PORT) throw new Error('PUBLIC_PORT and STAFF_PORT: two doors need two ports.');
  if (env.OSTIARY_ENV === 'local') refuseOpenLocal(env);
  else refuseHalfProduction(env);
  return env;
}

export function wantsDemo(env: Env): boolean {
  if (env.OSTIARY_ENV === 'production') return false;
  return env.DEMO === undefined ? env.DATABASE_URL === undefined : env.DEMO === '1';
}
