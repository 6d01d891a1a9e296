/** Where the bank under test listens; ports of its own, so that a running demo is left alone. */
const PUBLIC_PORT = Number(process.env.E2E_PUBLIC_PORT ?? 8480);
const STAFF_PORT = Number(process.env.E2E_STAFF_PORT ?? 8481);

export const PORTS = { PUBLIC_PORT: String(PUBLIC_PORT), STAFF_PORT: String(STAFF_PORT) } as const;
export const CUSTOMER_URL = `http://localhost:${PUBLIC_PORT}`;
export const STAFF_URL = `http://localhost:${STAFF_PORT}`;
export const DEMO_PASSWORD = 'Doorkeeper-demo-2026';

/** Of a second server, where a journey needs one that is set up in another way. */
export const OTHER_PORTS = { PUBLIC_PORT: String(PUBLIC_PORT + 2), STAFF_PORT: String(STAFF_PORT + 2) } as const;
export const OTHER_STAFF_URL = `http://localhost:${OTHER_PORTS.STAFF_PORT}`;

interface BankUnderTest {
  /** Data folder with the server's log. */
  readonly folder: string;
  /** The database as superuser. */
  readonly superuserUrl: string;
  /** The database as the application. */
  readonly databaseUrl: string;
}

/** Set by start-bank.ts. */
export function bankUnderTest(): BankUnderTest {
  const { E2E_DATA_DIR: folder, E2E_SUPERUSER_URL: superuserUrl, E2E_DATABASE_URL: databaseUrl } = process.env;
  if (folder === undefined || superuserUrl === undefined || databaseUrl === undefined)
    throw new Error('The bank under test was not started');
  return { folder, superuserUrl, databaseUrl };
}
