import { z } from 'zod';
import { AUDIT_SETTINGS } from './settings-audit.ts';
import { DOOR_SETTINGS } from './settings-doors.ts';
import { MESSAGE_SETTINGS } from './settings-messages.ts';
import { RETENTION_SETTINGS } from './settings-retention.ts';

/** What docs/configuration.md says of a setting: its meaning, and what holds where it is not set and has no plain default. */
const about = (description: string, unset?: string) => ({ description, unset });

/** Use is noted once a minute and portals warn two minutes ahead: less would end sessions under people's hands. */
const LEAST_IDLE_MINUTES = 5;

const MADE_ONCE = 'local: made once; production: required';

/** Every setting a process reads, with its meaning for docs/configuration.md. */
export const SETTINGS = {
  OSTIARY_ENV: z
    .enum(['local', 'production'])
    .default('local')
    .meta(about('`local` for one machine, or `production`, which refuses missing, short or shipped secrets')),
  ...DOOR_SETTINGS,
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
  ...AUDIT_SETTINGS,
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
  ...MESSAGE_SETTINGS,
  CLAMD_URL: z
    .union([z.literal('none'), z.url()])
    .optional()
    .meta(
      about(
        '`tcp://host:port` of clamd, which every document must pass, or `none`: no malware scanner, all other checks of files still run',
        'local: `none`; production: required',
      ),
    ),
  PUBLIC_URL: z
    .url()
    .optional()
    .meta(
      about(
        'Address customers open, for links in messages',
        'local: http://localhost and `PUBLIC_PORT`; production: required',
      ),
    ),
  STAFF_URL: z
    .url()
    .optional()
    .meta(
      about(
        'Address staff open, for links in messages',
        'local: http://localhost and `STAFF_PORT`; production: required',
      ),
    ),
  SECURITY_PROFILE: z
    .enum(['standard', 'strict'])
    .default('standard')
    .meta(
      about(
        '`strict`: passwords of 15 characters or more, a second factor for everyone, and a registration that does not tell who has an account',
      ),
    ),
  STAFF_MFA: z
    .enum(['required', 'optional'])
    .optional()
    .meta(about('Whether staff need a second factor', 'production and `strict`: `required`; local: `optional`')),
  CUSTOMER_IDLE_MINUTES: z.coerce
    .number()
    .int()
    .min(0)
    .max(7 * 24 * 60)
    .refine((minutes) => minutes === 0 || minutes >= LEAST_IDLE_MINUTES, {
      error: `0 for never, or ${LEAST_IDLE_MINUTES} or more: use is noted once a minute, so a shorter time would end sessions in use`,
    })
    .optional()
    .meta(
      about(
        `Minutes without use after which a customer is signed out, ${LEAST_IDLE_MINUTES} or more; 0: never`,
        '`standard`: 0; `strict`: 30',
      ),
    ),
  RATE_LIMIT_FACTOR: z.coerce
    .number()
    .min(1)
    .max(100_000)
    .default(1)
    .meta(
      about('Multiplies every limit but the account lock, for load tests; production refuses any other value than 1'),
    ),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .meta(
      about(
        '`redis://` or `rediss://`: counts requests in front of PostgreSQL, which stays exact without it',
        'PostgreSQL alone',
      ),
    ),
  STAFF_NETWORKS: z
    .string()
    .default('')
    .meta(
      about(
        'Networks that may always open the staff door, whatever the list in the portal says: `192.0.2.0/24,2001:db8::/32`. Others may once an administrator adds them there',
        'none; with an empty list in the portal the staff door is open to every network',
      ),
    ),
  IDENTITY_CHECKS: z
    .enum(['simulator'])
    .optional()
    .meta(
      about(
        'Who answers identity checks; `simulator` asks nobody and proves nothing ([magic values](sandbox.md))',
        'local: `simulator`; production: required, and logged as a warning',
      ),
    ),
  UPLOADS_AT_ONCE: z.coerce
    .number()
    .int()
    .min(1)
    .default(100)
    .meta(about('Uploads received at once; one more is told 503 and when to come back')),
  ...RETENTION_SETTINGS,
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
        'Key-encryption keys, `1:<base64url>,2:<base64url>…`, 32 bytes each; the highest version wraps, all of them open; `:open` after a new one keeps it from wrapping yet ([keys](keys.md))',
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
        'Keys of the access and refresh tokens, `id:<base64url>,…`, 32 bytes or more each; the first signs, all of them verify',
        MADE_ONCE,
      ),
    ),
} as const;
