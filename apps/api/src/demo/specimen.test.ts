import { Readable } from 'node:stream';
import { sha256 } from '@ostiary/domain/crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../features/kyc-documents/file-worker.ts';
import { applicant } from './applicants.ts';
import { billOf, licenseOf, type Paper, passportOf, statementOf } from './papers.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const PERSON = applicant('rosalind');

const draw: Record<string, () => Promise<Paper[]>> = {
  'a driver license': () => licenseOf(PERSON, NOW, {}),
  'an altered license past its date': () => licenseOf(PERSON, NOW, { isAltered: true, expiredDays: 20 }),
  'a passport': () => passportOf(PERSON, NOW),
  'a bill': () => billOf(PERSON, NOW, {}),
  'a blurred bill': () => billOf(PERSON, NOW, { isBlurred: true }),
  'a bank statement': () => statementOf(PERSON, NOW),
};

const typeOf = ({ bytes }: Paper) =>
  bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? 'application/pdf' : 'image/jpeg';
const digests = (papers: Paper[]) =>
  papers.filter((paper) => typeOf(paper) === 'image/jpeg').map(({ bytes }) => sha256(bytes).toString('hex'));

describe('a sample document', () => {
  it.each(Object.entries(draw))('that is %s passes the real check of an upload', async (_, make) => {
    for (const paper of await make()) {
      expect(await inspectFile(Readable.from([paper.bytes]), typeOf(paper))).toMatchObject({ reason: null });
      expect(paper.bytes.length).toBeLessThan(300_000);
    }
  });

  it.each(Object.entries(draw))('that is %s looks the same each time', async (_, make) => {
    expect(digests(await make())).toEqual(digests(await make()));
  });

  it('is a photograph large enough to read', async () => {
    const [front] = await licenseOf(PERSON, NOW, {});
    expect(await sharp(front?.bytes).metadata()).toMatchObject({ width: 1000, height: 630, format: 'jpeg' });
  });

  it('is hard to read where the applicant hurried', async () => {
    const sharpness = async (bytes: Buffer | undefined) => (await sharp(bytes).greyscale().stats()).sharpness;
    const [blurred] = await billOf(PERSON, NOW, { isBlurred: true });
    const [license] = await licenseOf(PERSON, NOW, {});
    expect(await sharpness(blurred?.bytes)).toBeLessThan((await sharpness(license?.bytes)) / 4);
  });
});
