import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { enter, openAccount } from '../applicant.ts';
import { CUSTOMER_URL } from '../bank.ts';
import { withDatabase } from '../database.ts';

/** The procedures of the customers' door, from the list that the access matrix is checked against. */
async function procedures(): Promise<string[]> {
  const file = new URL('../../apps/api/src/testing/matrix-expected.ts', import.meta.url).href;
  const { EXPECTED } = (await import(file)) as { EXPECTED: { customer: object } }; // typed where it is written
  return Object.keys(EXPECTED.customer);
}

/** A page of somebody else on this machine: another origin of the same site, to which SameSite cookies are sent. */
async function strangersSite(): Promise<{ site: Server; url: string }> {
  const site = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end('<!doctype html><title>Win a prize</title><iframe name="sink" title="sink"></iframe>');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  return { site, url: `http://localhost:${(site.address() as AddressInfo).port}/` }; // it listens on TCP
}

/** Every way a page can make another origin's browser send something without being asked first (Fetch, section 4.8). */
const attack = ({ door, names, body }: { door: string; names: readonly string[]; body: string }): Promise<unknown> => {
  const send = (name: string, init: RequestInit) =>
    fetch(`${door}/trpc/${name}`, { method: 'POST', mode: 'no-cors', credentials: 'include', ...init }).catch(
      () => null,
    );
  const form = (name: string, enctype: string) => {
    const element = Object.assign(document.createElement('form'), { method: 'post', enctype, target: 'sink' });
    element.action = `${door}/trpc/${name}`;
    const field = Object.assign(document.createElement('input'), { name: body.slice(0, -1), value: '}' });
    element.append(field);
    document.body.append(element);
    element.submit();
  };
  const multipart = new FormData();
  multipart.append('json', body);
  for (const enctype of ['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded'])
    for (const name of ['auth.logout', 'auth.refresh', 'auth.login']) form(name, enctype);
  return Promise.all(
    names.flatMap((name) => [
      send(name, { body: new Blob([body], { type: 'text/plain' }) }),
      send(name, { body: multipart }),
      send(name, { body: new URLSearchParams({ json: body }) }),
      send(name, { body: new Blob([body]) }),
    ]),
  );
};

/** The sessions of these people, with how often each was renewed. */
async function standing(emails: readonly string[]): Promise<unknown[]> {
  return withDatabase(async (client) => {
    const { rows: sessions } = await client.query<{ id: string; counter: number; revoked_at: Date | null }>(
      `select s.id, s.counter, s.revoked_at from session s join app_user u on u.id = s.user_id where u.email = any ($1) order by s.id`,
      [emails],
    );
    return sessions;
  });
}

/** What the stranger's page sent, and the answers that the browser let through: it keeps most of them to itself. */
async function exchangeOf(page: Page, work: () => Promise<unknown>): Promise<{ sent: number; statuses: number[] }> {
  const exchange = { sent: 0, statuses: [] as number[] }; // filled by the listeners
  page.on('request', (asked) => {
    if (asked.url().includes('/trpc/')) exchange.sent += 1;
  });
  page.on('response', (answer) => {
    if (answer.url().includes('/trpc/')) exchange.statuses.push(answer.status());
  });
  await work();
  return exchange;
}

/** How often the bank noticed another origin at a procedure that uses the cookie. */
async function noticed(): Promise<number> {
  return withDatabase(async (client) => {
    const { rows } = await client.query<{ n: string }>(
      `select count(*) as n from security_event where metadata ->> 'code' = 'ORIGIN_REFUSED'`,
    );
    return Number(rows[0]?.n);
  });
}

test('a page of another origin changes nothing, whatever it sends to each procedure', async ({ page, context }) => {
  const account = await openAccount();
  const other = await openAccount();
  await enter(page, account);
  const before = await standing([account.email, other.email]);
  const names = await procedures();
  expect(names).toContain('auth.logout');
  const { site, url } = await strangersSite();
  try {
    const stranger = await context.newPage();
    await stranger.goto(url);
    const body = JSON.stringify({ username: other.email, password: other.password });
    const seen = await noticed();
    const asking = () => stranger.evaluate(attack, { door: CUSTOMER_URL, names, body });
    const { sent, statuses } = await exchangeOf(stranger, asking);
    expect(sent).toBeGreaterThan(4 * names.length);
    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect(await noticed()).toBeGreaterThan(seen);
  } finally {
    site.close();
  }
  expect(await standing([account.email, other.email])).toEqual(before);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Your account/ })).toBeVisible();
});
