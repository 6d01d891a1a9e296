import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { sha256 } from '@ostiary/domain/crypto';
import { type FileVerdict, inspectFile } from '../features/kyc-documents/file-worker.ts';

const verdicts = new Map<string, Promise<FileVerdict>>();

/**
 * What the file program says, asked once for each file: most tests hand in the same few, and a process for each was
 * half of what the tests of this package cost. Tests of the program itself call it directly.
 */
export async function rememberedVerdict(bytes: Readable, mediaType: string): Promise<FileVerdict> {
  const whole = await buffer(bytes);
  const key = `${mediaType} ${sha256(whole).toString('hex')}`;
  const verdict = verdicts.get(key) ?? inspectFile(Readable.from([whole]), mediaType);
  verdicts.set(key, verdict);
  verdict.catch(() => verdicts.delete(key));
  return verdict;
}
