import { Client } from 'pg';
import { bankUnderTest } from './bank.ts';

/** The journeys' database as superuser: it sees every table and knows where its files lie. */
export async function withDatabase<T>(use: (client: Client) => Promise<T>): Promise<T> {
  const url = Object.assign(new URL(bankUnderTest().superuserUrl), { pathname: '/ostiary' });
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`set ostiary.unattributed = 'a journey sets its clock'`);
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
