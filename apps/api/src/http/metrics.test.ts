import { request as ask } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBacklog } from '../backlog.ts';
import { createTestBank, type TestBank } from '../testing.ts';
import { serveDoor } from '../testing/live-stream.ts';

const TOKEN = 'a-token-of-the-metrics-of-32-bytes';
let bank: TestBank;
let door: Awaited<ReturnType<typeof serveDoor>>;
let port: number;
beforeAll(async () => {
  bank = await createTestBank({ env: { METRICS_TOKEN: TOKEN } });
  door = await serveDoor(bank.staffApp);
  port = Number(new URL(door.url).port);
});
afterAll(async () => {
  await door.close();
  await bank.close();
});

function get(headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    ask({ port, host: '127.0.0.1', path: '/metrics', headers: { host: `localhost:${port}`, ...headers } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => done({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    })
      .on('error', fail)
      .end();
  });
}
const isMetrics = ({ text }: { text: string }) => text.includes('ostiary_outbox_waiting');

describe('the metrics', () => {
  it('are for this machine or a token; for others they are not there', async () => {
    expect(isMetrics(await get())).toBe(true);
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.9' },
      { forwarded: 'for=203.0.113.9' },
      { host: 'rebound.example' },
      { host: 'rebound.example', authorization: 'Bearer wrong' },
      { host: 'rebound.example', authorization: `Bearer ${TOKEN}x` },
    ] as Record<string, string>[])
      expect(isMetrics(await get(headers))).toBe(false);
    expect(isMetrics(await get({ 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${TOKEN}` }))).toBe(true);
  });

  it('count procedures by name and outcome, and never by what a caller sent', async () => {
    const admin = await bank.staff('admin');
    const reviewer = await bank.staff('reviewer');
    await admin.api.review.counts();
    await expect(reviewer.api.staffNetworks.get()).rejects.toBeDefined();
    await fetch(`${door.url}/trpc/no.such.procedure-asha`);
    const { text } = await get();
    expect(text).toMatch(/ostiary_procedure_total\{door="staff",procedure="review.counts",outcome="ok"\} [1-9]/);
    expect(text).toMatch(/ostiary_procedure_total\{door="staff",procedure="staffNetworks.get",outcome="refused"\} 1/);
    expect(text).toMatch(/ostiary_procedure_seconds_bucket\{le="0.1",door="staff",procedure="review.counts"\}/);
    expect(text).not.toContain('asha');
  });

  it('say what waits', async () => {
    const customer = await bank.customer();
    await bank.runJobs();
    await bank.owner(
      `insert into outbox_message (id, user_id, channel, template, created_at)
       values (gen_random_uuid(), ?, 'email', 'approved', bank_now() - interval '90 s')`,
      [customer.id],
    );
    await bank.owner(
      `insert into outbox_message (id, user_id, channel, template, created_at, given_up_at, given_up_because)
       values (gen_random_uuid(), ?, 'email', 'approved', bank_now(), bank_now(), 'REFUSED')`,
      [customer.id],
    );
    const read = await createBacklog(bank.deps.orm)();
    expect(read).toMatchObject({ outboxWaiting: 1, outboxOldestSeconds: 90, outboxGivenUp: 1, casesWaiting: 0 });
    expect(read?.sealBehindSeconds).toBeGreaterThanOrEqual(0);
  });
});
