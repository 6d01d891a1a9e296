import { Readable } from 'node:stream';
import { MAX_FILE_BYTES } from '@ostiary/domain/kyc-documents';
import sharp from 'sharp';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTestBank, samplePicture, type SignedInStaff, type TestBank, upload } from '../../testing.ts';
import { inspectFile, renderImage } from './file-worker.ts';
import { receiveDocument } from './receive.ts';
import { createUploadSlots } from './upload-slots.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await createTestBank();
});
afterAll(() => bank.close());

/** Takes a right from a role until the test is over. */
const takeAway = (permission: string, role: string) =>
  bank.owner('update role set permissions = array_remove(permissions, ?) where name = ?', [permission, role]);
const RIGHTS = 'select name, permissions from role';

describe('the streams of documents', () => {
  let reviewer: SignedInStaff;
  let id: string;
  let applicationId: string;
  let rights: { name: string; permissions: string[] }[];
  beforeAll(async () => {
    reviewer = await bank.staff('reviewer');
    const claimed = await bank.claimedApplication(reviewer);
    const [document] = claimed.case.documents;
    if (!document) throw new Error('no document was given');
    ({ id } = document);
    const [row] = await bank.owner<{ id: string }>('select application_id as id from kyc_document where id = ?', [id]);
    applicationId = row?.id ?? '';
    rights = await bank.owner(RIGHTS);
  });
  afterEach(async () => {
    for (const { name, permissions } of rights)
      await bank.owner('update role set permissions = ?::text[] where name = ?', [`{${permissions.join(',')}}`, name]);
  });

  const look = async (kind: string, { access } = reviewer) => {
    const answer = await request(bank.staffApp)
      .get(`/documents/${id}/${kind}`)
      .set('authorization', `Bearer ${access}`);
    return [answer.status, (answer.body as { code?: string }).code]; // REST's refusal
  };

  it.each(['preview', 'original'])(
    'give no %s to who holds the case without the right to see documents',
    async (kind) => {
      expect(await look(kind)).toEqual([200, undefined]);
      await takeAway('documents.view', 'KYC_REVIEWER');
      expect(await look(kind)).toEqual([403, 'FORBIDDEN']);
    },
  );

  it.each(['preview', 'original'])('give no %s to auditors', async (kind) => {
    expect(await look(kind, await bank.staff('auditor'))).toEqual([403, 'FORBIDDEN']);
  });

  it('end with the lease', async () => {
    await bank.owner('update kyc_application set lease_expires_at = bank_now() where id = ?', [applicationId]);
    expect(await look('preview')).toEqual([409, 'CASE_NOT_CLAIMED']);
    await bank.owner(`update kyc_application set lease_expires_at = bank_now() + interval '1 second' where id = ?`, [
      applicationId,
    ]);
    expect(await look('preview')).toEqual([200, undefined]);
  });

  it('take no customer for who may see documents, whatever rights they hold', async () => {
    const customer = await bank.customer();
    await bank.owner(`update role set permissions = permissions || '{documents.view}'::text[] where name = 'CUSTOMER'`);
    const answer = await request(bank.staffApp)
      .get(`/documents/${id}/preview`)
      .set('authorization', `Bearer ${customer.access}`);
    expect(answer.status).toBe(401);
  });

  it('let nobody upload without an application of their own', async () => {
    const customer = await bank.customer();
    await takeAway('application.own', 'CUSTOMER');
    const answer = await upload(bank, customer.access, {
      documentType: 'PASSPORT',
      documentNumber: 'X7654399',
      file: { name: 'a.jpg', mediaType: 'image/jpeg', bytes: await samplePicture('jpeg', 31) },
    });
    expect([answer.status, answer.body]).toEqual([403, expect.objectContaining({ code: 'FORBIDDEN' })]);
  });
});

describe('the places of uploads', () => {
  const busy = expect.objectContaining({ code: 'BUSY', retryAfterSeconds: 2 });
  const refusalOf = (work: () => unknown) => {
    try {
      work();
      return undefined;
    } catch (error) {
      return error;
    }
  };

  it('are as many as the setting says, for all together', () => {
    const slots = createUploadSlots(2);
    const leave = slots.enter('asha');
    slots.enter('bela');
    expect(refusalOf(() => slots.enter('chen'))).toEqual(busy);
    leave();
    leave();
    expect(refusalOf(() => slots.enter('chen'))).toBeUndefined();
    expect(refusalOf(() => slots.enter('dara'))).toEqual(busy);
  });

  it('are three for one person', () => {
    const slots = createUploadSlots(100);
    const leaves = [1, 2, 3].map(() => slots.enter('asha'));
    expect(refusalOf(() => slots.enter('asha'))).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refusalOf(() => slots.enter('bela'))).toBeUndefined();
    leaves[0]?.();
    expect(refusalOf(() => slots.enter('asha'))).toBeUndefined();
  });
});

describe('the receiver of a file', () => {
  /** A JPEG by its first bytes, the rest is padding, in pieces as they come off the wire. */
  const wire = (bytes: number, head: Buffer) =>
    Readable.from(
      (function* pieces() {
        yield head;
        for (let left = bytes - head.length; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536));
      })(),
    );

  it('counts for itself: 10 485 760 bytes and not one more', async () => {
    const head = await samplePicture('jpeg', 7);
    const { documents } = bank.deps.ports;
    const stored = async () => {
      let files = 0;
      for await (const _ of documents.list()) files += 1;
      return files;
    };
    const before = await stored();
    const customerId = crypto.randomUUID();
    const most = await receiveDocument(documents, { file: wire(MAX_FILE_BYTES, head), customerId });
    expect(most.sizeBytes).toBe(10_485_760);
    await expect(
      receiveDocument(documents, { file: wire(MAX_FILE_BYTES + 1, head), customerId }),
    ).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(await stored()).toBe(before + 1);
  });
});

describe('an image of more than fifty million pixels', () => {
  it('is neither let through nor drawn', async () => {
    const bytes = await sharp({
      limitInputPixels: false,
      create: { width: 8_000, height: 6_300, channels: 3, background: '#fff' },
    })
      .png()
      .toBuffer();
    expect(await inspectFile(Readable.from([bytes]), 'image/png')).toMatchObject({ reason: 'DOCUMENT_CORRUPT' });
    await expect(renderImage(Readable.from([bytes]), 'image/png')).rejects.toThrow('could not be rendered');
  });
});
