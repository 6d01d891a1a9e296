import { Client } from 'pg';
import { inject } from 'vitest';
import './testing-setup.ts';

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly superuserUrl: string;
  /** Ends every connection to it and frees its room. */
  readonly drop: () => Promise<void>;
}

async function asSuperuser(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** An empty migrated database of its own, copied from the template in ~50 ms. Needs `testing-setup.ts` as globalSetup. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = inject('cluster');
  const name = `test_${process.pid}_${Math.floor(performance.now() * 1000)}`;
  await asSuperuser(cluster.superuserUrl, `create database ${name} template ostiary owner ostiary_owner`);
  const named = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    ownerUrl: named(cluster.ownerUrl),
    appUrl: named(cluster.appUrl),
    superuserUrl: named(cluster.superuserUrl),
    drop: () => asSuperuser(cluster.superuserUrl, `drop database ${name} with (force)`),
  };
}
