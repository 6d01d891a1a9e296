import { DocumentId } from '@ostiary/domain/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { samplePicture, type SignedInCustomer } from '../../../testing.ts';
import { sweepDocuments } from '../janitor.ts';
import { type Answer, findsEicar } from './clamd-stub.ts';
import { EICAR, joined } from './hostile-file.ts';
import { fetchPart, type HostileBank, openHostileBank, runScan, send, standing } from './walk.ts';

let hostile: HostileBank;
let customer: SignedInCustomer;

beforeAll(async () => {
  hostile = await openHostileBank({ scanTimeoutMs: 1_500 });
});
afterAll(() => hostile.close());
beforeEach(async () => {
  customer = await hostile.bank.customer();
  hostile.clamd.answer = findsEicar;
});

async function sent(extra = ''): Promise<DocumentId> {
  const bytes = joined(await samplePicture('jpeg'), extra);
  const { body } = await send(hostile, customer, { bytes, name: 'bill.jpg' }).expect(201);
  return DocumentId.parse(Reflect.get(Object(body), 'id'));
}

/** A minute later the sweep asks for the check once more, then every ten: in between the job tries by itself. */
async function askedAgain(afterMs = 61_000): Promise<void> {
  const { bank } = hostile;
  await bank.setNow(new Date(bank.now().getTime() + afterMs));
  await sweepDocuments(bank.deps);
}

async function expectBeingChecked(id: DocumentId): Promise<void> {
  expect(await standing(customer, id)).toEqual({ status: 'QUARANTINED', reason: undefined });
  const { results } = await customer.api.documents.list();
  expect(results).toMatchObject([{ verificationStatus: 'PENDING', refusal: null }]);
  for (const part of ['preview', 'original'] as const) {
    const { status, body } = await fetchPart(hostile, id, part);
    expect(status).toBe(409);
    expect(JSON.parse(body.toString())).toMatchObject({ code: 'CHECKS_RUNNING' });
  }
}

const says =
  (text: string): Answer =>
  (socket) =>
    socket.end(text);

const OUTAGES: readonly (readonly [what: string, answer: Answer])[] = [
  ['says nothing', () => undefined],
  [
    'drips',
    (socket) => {
      const drip = setInterval(() => socket.write('s'), 100);
      socket.once('close', () => clearInterval(drip));
    },
  ],
  ['hangs up', says('')],
  ['cuts the connection', (socket) => socket.resetAndDestroy()],
  ['reports an error', says('INSTREAM size limit exceeded. ERROR\0')],
  ['answers nonsense', says('HTTP/1.1 200 OK\r\n\r\nOK')],
  ['is cut off within its verdict', says('stream: O')],
  ['never stops talking', says('stream: OK\0'.repeat(10_000))],
  ['says two things at once', says('stream: ERROR\0stream: OK\0')],
];

describe('while the malware scanner', () => {
  it.each(OUTAGES)('%s, a document stays in quarantine, and is checked when it is back', async (_, answer) => {
    const id = await sent();
    hostile.clamd.answer = answer;
    await expect(runScan(hostile, id)).rejects.toThrow(/clamd|ECONNRESET|EPIPE/);
    await expectBeingChecked(id);
    await askedAgain();
    hostile.clamd.answer = findsEicar;
    await runScan(hostile, id);
    expect(await standing(customer, id)).toEqual({ status: 'PENDING', reason: undefined });
    expect((await fetchPart(hostile, id, 'preview')).status).toBe(200);
  });

  it('is down, a document stays in quarantine, and what is in it is found when it is back', async () => {
    const id = await sent(EICAR);
    await hostile.clamd.stop();
    await expect(runScan(hostile, id)).rejects.toThrow('ECONNREFUSED');
    await expectBeingChecked(id);
    await askedAgain();
    await expect(runScan(hostile, id)).rejects.toThrow('ECONNREFUSED');
    await expectBeingChecked(id);
    await hostile.clamd.start();
    await askedAgain(601_000);
    await runScan(hostile, id);
    expect(await standing(customer, id)).toEqual({ status: 'REJECTED', reason: 'DOCUMENT_INFECTED' });
    expect((await fetchPart(hostile, id, 'original')).status).toBe(404);
  });

  it('finds malware and says OK as well, malware weighs more', async () => {
    const id = await sent();
    hostile.clamd.answer = says('stream: Own.Test.EICAR.UNOFFICIAL FOUND\0stream: OK\0');
    await runScan(hostile, id);
    expect(await standing(customer, id)).toEqual({ status: 'REJECTED', reason: 'DOCUMENT_INFECTED' });
  });
});
