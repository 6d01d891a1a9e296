import { createEnv } from '@t3-oss/env-core';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** What docs/configuration.md says of a setting: its meaning, and what holds where it is not set and has no plain default. */
const about = (description: string, unset?: string) => ({ description, unset });

const MADE_ONCE = 'local: made once; production: required';

const SETTINGS = {
  OSTIARY_ENV: z
    .enum(['local', 'production'])
    .default('local')
    .meta(about('`local` for one machine, or `production`, which refuses missing, short or shipped secrets')),
  PUBLIC_PORT: port.default(8000).meta(about('Port of the customer door')),
  STAFF_PORT: port.default(8001).meta(about('Port of the staff door')),
  PUBLIC_HOST: z
    .string()
    .optional()
    .meta(
      about(
        'Address the customer door listens on; local refuses any but loopback',
        'local: 127.0.0.1 and ::1; production: every address',
      ),
    ),
  STAFF_HOST: z
    .string()
    .optional()
    .meta(
      about(
        'Address the staff door listens on; local refuses any but loopback',
        'local: 127.0.0.1 and ::1; production: every address',
      ),
    ),
  DATABASE_URL: z
    .url()
    .optional()
    .meta(about('PostgreSQL 15 or newer, as the application role', 'an embedded PostgreSQL 18')),
  DATABASE_OWNER_URL: z
    .url()
    .optional()
    .meta(about('The same database as its owner, for migrations', 'migrations run elsewhere (embedded: here)')),
  DATA_DIR: z
    .string()
    .default('.data')
    .meta(about('Folder of the embedded database, the sealed documents, the local keys and the local log')),
  DEMO: z
    .enum(['0', '1'])
    .optional()
    .meta(
      about(
        '`1` fills an empty bank with fictional staff and applicants; production never does',
        'local: `1` on the embedded database, else `0`',
      ),
    ),
  DEMO_PASSWORD: z
    .string()
    .min(8)
    .default('Doorkeeper-demo-2026')
    .meta(about('Password of the demo staff and applicants, read when the demo bank is made')),
  TRUST_PROXY: z
    .string()
    .default('')
    .meta(about('Proxies whose `X-Forwarded-For` counts: a number of hops, or addresses separated by commas', 'none')),
  SMTP_URL: z
    .url()
    .optional()
    .meta(about('Where e-mail goes, `smtp://` or `smtps://`', 'local: the dev mailbox; production: required')),
  CLAMD_URL: z
    .url()
    .optional()
    .meta(
      about(
        '`tcp://host:port` of clamd; where set, every document must pass it',
        'no malware scanner; all other checks of files still run',
      ),
    ),
  UPLOADS_AT_ONCE: z.coerce
    .number()
    .int()
    .min(1)
    .default(100)
    .meta(about('Uploads received at once; one more is told 503 and when to come back')),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .meta(
      about(
        '`silent`, `error`, `warn`, `info` or `debug`. Local writes to `DATA_DIR/server.log`, production to standard output',
      ),
    ),
  KEK_RING: z
    .string()
    .optional()
    .meta(
      about(
        'Key-encryption keys, `1:<base64url>,2:<base64url>…`, 32 bytes each; the highest version wraps, all of them open',
        MADE_ONCE,
      ),
    ),
  BLIND_INDEX_KEYS: z
    .string()
    .optional()
    .meta(
      about('Keys of the blind index, written like `KEK_RING`, but other keys; the highest version counts', MADE_ONCE),
    ),
  PASSWORD_PEPPER: z
    .string()
    .optional()
    .meta(about('32 bytes or more as base64url; changing it makes every password wrong', MADE_ONCE)),
  JWT_KEYS: z
    .string()
    .optional()
    .meta(
      about(
        'Keys of the access tokens, `id:<base64url>,…`, 32 bytes or more each; the first signs, all of them verify',
        MADE_ONCE,
      ),
    ),
} as const;

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

/** Reads and checks the settings. Throws an Error whose message names each setting that is wrong. */
export function readEnv(values: Record<string, string | undefined> = process.env): Env {
  const env = parse(values);
  if (env.PUBLIC_PORT === env.STAFF_PORT) throw new Error('PUBLIC_PORT and STAFF_PORT: two doors need two ports.');
  if (env.OSTIARY_ENV === 'local') refuseOpenLocal(env);
  else if (env.SMTP_URL === undefined)
    throw new Error('SMTP_URL: production does not start without a way to send e-mail.');
  return env;
}

export function wantsDemo(env: Env): boolean {
  if (env.OSTIARY_ENV === 'production') return false;
  return env.DEMO === undefined ? env.DATABASE_URL === undefined : env.DEMO === '1';
}
