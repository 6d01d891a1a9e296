import { createEnv } from '@t3-oss/env-core';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

const SETTINGS = {
  PUBLIC_PORT: port.default(8000).describe('Port of the customer door'),
  STAFF_PORT: port.default(8001).describe('Port of the staff door'),
  PUBLIC_HOST: z.string().optional().describe('Address the customer door listens on; local: loopback only'),
  STAFF_HOST: z.string().optional().describe('Address the staff door listens on; local: loopback only'),
  DATABASE_URL: z.url().optional().describe('PostgreSQL 15 or newer, as the application role; unset: embedded'),
  DATABASE_OWNER_URL: z.url().optional().describe('The same database as its owner, for migrations; unset: they run elsewhere'),
  DATA_DIR: z.string().default('.data').describe('Embedded database, documents and local keys'),
  OSTIARY_ENV: z.enum(['local', 'production']).default('local').describe('production refuses missing, short or shipped secrets'),
  DEMO: z.enum(['0', '1']).optional().describe('1: the fictional demo bank; local on the embedded database does so unasked'),
  DEMO_PASSWORD: z.string().min(8).default('Doorkeeper-demo-2026').describe('Password of the demo staff and applicants'),
  TRUST_PROXY: z.string().default('').describe('Proxies whose X-Forwarded-For counts: a number of hops, or addresses'),
  SMTP_URL: z.url().optional().describe('Where e-mail goes; unset in local: the dev mailbox'),
  CLAMD_URL: z.url().optional().describe('tcp://host:port of clamd; set: every document must pass it'),
  UPLOADS_AT_ONCE: z.coerce.number().int().min(1).default(100).describe('Uploads received at once; more get 503'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info').describe('How much is logged'),
  KEK_RING: z.string().optional().describe('Key-encryption keys `1:<base64url>,2:…` of 32 bytes; the highest version wraps'),
  BLIND_INDEX_KEYS: z.string().optional().describe('Blind-index keys, the same form'),
  PASSWORD_PEPPER: z.string().optional().describe('32 bytes or more, base64url'),
  JWT_KEYS: z.string().optional().describe('Access-token keys `id:<base64url>,…` of 32 bytes or more; the first signs'),
} as const;

export const SETTING_NAMES = Object.keys(SETTINGS);

/** One row per setting for docs/configuration.md: name, what an unset one means, and its sentence. */
export function describeSettings(): { name: string; fallback: string; text: string }[] {
  return Object.entries(SETTINGS).map(([name, schema]) => {
    const parsed = schema.safeParse(undefined);
    return { name, fallback: parsed.success && parsed.data !== undefined ? String(parsed.data) : '', text: schema.description ?? '' };
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

/** Reads and checks the settings. Throws an Error whose message names each setting that is wrong. */
export function readEnv(values: Record<string, string | undefined> = process.env): Env {
  const env = parse(values);
  if (env.OSTIARY_ENV === 'local') {
    for (const [name, host] of [['PUBLIC_HOST', env.PUBLIC_HOST], ['STAFF_HOST', env.STAFF_HOST]] as const) {
      if (host !== undefined && !LOOPBACK.includes(host)) throw new Error(`${name}: local listens on loopback only; ${host} is not.`);
    }
  }
  return env;
}

export function wantsDemo(env: Env): boolean {
  if (env.OSTIARY_ENV === 'production') return false;
  return env.DEMO === undefined ? env.DATABASE_URL === undefined : env.DEMO === '1';
}
