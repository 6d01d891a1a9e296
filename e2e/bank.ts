/** Where the bank under test listens; ports of its own, so that a running demo is left alone. */
const PUBLIC_PORT = Number(process.env.E2E_PUBLIC_PORT ?? 8480);
const STAFF_PORT = Number(process.env.E2E_STAFF_PORT ?? 8481);

export const PORTS = { PUBLIC_PORT: String(PUBLIC_PORT), STAFF_PORT: String(STAFF_PORT) } as const;
export const CUSTOMER_URL = `http://localhost:${PUBLIC_PORT}`;
export const STAFF_URL = `http://localhost:${STAFF_PORT}`;
export const DEMO_PASSWORD = 'Doorkeeper-demo-2026';

/** Set by start-bank.ts, read by leaks.spec.ts: the data folder with the server's log, and the database as superuser. */
export function bankUnderTest(): { folder: string; superuserUrl: string } {
  const { E2E_DATA_DIR: folder, E2E_SUPERUSER_URL: superuserUrl } = process.env;
  if (folder === undefined || superuserUrl === undefined) throw new Error('The bank under test was not started');
  return { folder, superuserUrl };
}
