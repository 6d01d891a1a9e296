import { errorCode } from '@ostiary/ui/client';
import { http, HttpResponse } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { session } from '../../lib/session.ts';
import { server } from '../../testing.tsx';
import { tusBank } from './testing-tus.ts';
import { createUploadJob } from './upload-job.ts';
import { rememberUpload } from './upload-memory.ts';

const megabyte = 1_048_576;
const place = 'app/PASSPORT/FRONT';
const fields = { document_type: 'PASSPORT', document_number: 'X1231882', side: 'FRONT' };
const photo = (bytes = 5 * megabyte, fill = 1) =>
  new File([new Uint8Array(bytes).fill(fill)], 'पासपोर्ट.jpg', { type: 'image/jpeg' });
const cut = () => HttpResponse.error();
const noSignal = () => new AbortController().signal;
const refuse = (status: number, code: string) => HttpResponse.json({ detail: 'Refused', code }, { status });

function begin(behaviour: Parameters<typeof tusBank>[0] = {}, { file = photo(), words = fields } = {}) {
  const { bank, handlers } = tusBank(behaviour);
  server.use(...handlers);
  const seen: string[] = [];
  const job = createUploadJob({
    file,
    fields: words,
    place,
    waits: [0, 0],
    events: {
      onProgress: (sent, total, canPause) => seen.push(`${Math.floor((100 * sent) / total)} ${canPause}`),
      onWaiting: () => seen.push('waiting'),
      onOtherFile: () => seen.push('other file'),
    },
  });
  return { bank, job, seen };
}
const remembered = () => Object.keys(localStorage).filter((key) => key.startsWith('ostiary.upload.'));
const failure = (work: Promise<void>) => work.then(() => 'none', errorCode);

describe('an upload', () => {
  it('goes in pieces, with its fields and the name as metadata', async () => {
    const { bank, job, seen } = begin();
    await job.run(noSignal());
    expect(bank.calls).toEqual(['POST', 'PATCH 0', `PATCH ${2 * megabyte}`, `PATCH ${4 * megabyte}`]);
    expect(bank.metadata).toEqual({ ...fields, filename: 'पासपोर्ट.jpg' });
    expect(seen.at(-1)).toBe('100 true');
    expect(remembered()).toEqual([]);
  });

  it('goes on from what arrived when the line is cut', async () => {
    const { bank, job, seen } = begin({ onPiece: ({ count }) => (count === 2 ? cut() : undefined) });
    await job.run(noSignal());
    expect(bank.calls.slice(2)).toEqual([
      `PATCH ${2 * megabyte}`,
      'HEAD',
      `PATCH ${2 * megabyte}`,
      `PATCH ${4 * megabyte}`,
    ]);
    expect(seen).toContain('waiting');
  });

  it('gives up after the last wait, and goes on when it is run again', async () => {
    let isCut = true;
    const { bank, job } = begin({ onPiece: ({ offset }) => (isCut && offset > 0 ? cut() : undefined) });
    expect(await failure(job.run(noSignal()))).toBe('NETWORK');
    isCut = false;
    await job.run(noSignal());
    expect(bank.calls.filter((call) => call === 'POST')).toHaveLength(1);
    expect(bank.received).toBe(5 * megabyte);
  });

  it('stops when told to, and goes on from there', async () => {
    const stop = new AbortController();
    const { bank, job } = begin({
      onPiece: ({ count }) => {
        if (count === 2) stop.abort();
        return undefined;
      },
    });
    expect(await failure(job.run(stop.signal))).toBe('CANCELLED');
    await job.run(noSignal());
    expect(bank.calls.filter((call) => call === 'POST')).toHaveLength(1);
    expect(bank.state).toBe('finished');
  });

  it('sends nothing when it is stopped while the token is renewed', async () => {
    const stop = new AbortController();
    const renewal = vi.spyOn(session, 'freshAccess').mockImplementation(() => {
      stop.abort();
      return Promise.resolve('new');
    });
    const { bank, job } = begin();
    expect(await failure(job.run(stop.signal))).toBe('CANCELLED');
    await new Promise((resolve) => setTimeout(resolve, 100));
    renewal.mockRestore();
    expect(bank.calls).toEqual([]);
  });

  it('asks at once where it stands when the token ended before it could go on', async () => {
    let heads = 0;
    const { bank, job, seen } = begin({
      onPiece: ({ count }) => (count === 1 ? cut() : undefined),
      onHead: () => ((heads += 1) === 1 ? new HttpResponse(null, { status: 401 }) : undefined),
    });
    await job.run(noSignal());
    expect(bank.calls.slice(2, 6)).toEqual(['HEAD', 'GET', 'HEAD', 'PATCH 0']);
    expect(seen.filter((event) => event === 'waiting')).toHaveLength(1);
  });

  it('is taken back at the server and forgotten here', async () => {
    const { bank, job } = begin({ onPiece: () => cut() });
    await failure(job.run(noSignal()));
    expect(remembered()).toHaveLength(1);
    await job.discard();
    expect(remembered()).toEqual([]);
    await expect.poll(() => bank.state).toBe('gone');
  });

  it('leaves nothing of the person in storage', async () => {
    const { job } = begin({ onPiece: () => cut() });
    await failure(job.run(noSignal()));
    const [key = ''] = remembered();
    expect(key).toMatch(/^ostiary\.upload\.[0-9a-f]{64}$/);
    expect(localStorage.getItem(key)).toMatch(/^\{"id":"[0-9a-f-]{36}","fingerprint":"[0-9a-f]{64}","at":\d+\}$/);
  });
});

describe('after a reload', () => {
  it.each([
    { name: 'the same file', file: photo(), words: fields, begins: 0 },
    { name: 'another file', file: photo(5 * megabyte, 2), words: fields, begins: 1 },
    { name: 'other details', file: photo(), words: { ...fields, document_number: 'X9' }, begins: 1 },
  ])('$name begins $begins times', async ({ file, words, begins }) => {
    const before = begin({ onPiece: ({ offset }) => (offset > 0 ? cut() : undefined) });
    await failure(before.job.run(noSignal()));
    const { bank, job, seen } = begin({}, { file, words });
    Object.assign(bank, { size: 5 * megabyte, received: 2 * megabyte });
    await job.run(noSignal());
    expect(bank.calls.filter((call) => call === 'POST')).toHaveLength(begins);
    expect(seen.includes('other file')).toBe(begins === 1);
  });

  it('begins anew when the upload ran out meanwhile', async () => {
    await failure(begin({ onPiece: () => cut() }).job.run(noSignal()));
    const { bank, job } = begin();
    bank.state = 'gone';
    await job.run(noSignal());
    expect(bank.calls.slice(0, 3)).toEqual(['HEAD', 'GET', 'POST']);
  });

  it('ends when the server has the whole file already', async () => {
    await failure(begin({ onPiece: () => cut() }).job.run(noSignal()));
    const { bank, job } = begin();
    Object.assign(bank, { size: 5 * megabyte, received: 5 * megabyte, state: 'finished' });
    await job.run(noSignal());
    expect(bank.calls).toEqual(['HEAD']);
  });

  it('forgets what is older than the server keeps', async () => {
    localStorage.setItem('ostiary.upload.old', JSON.stringify({ id: 'x', fingerprint: 'y', at: 0 }));
    await begin().job.run(noSignal());
    expect(localStorage.getItem('ostiary.upload.old')).toBeNull();
  });
});

describe('a refusal', () => {
  it.each([
    [413, 'FILE_TOO_LARGE'],
    [415, 'FILE_TYPE_REFUSED'],
    [409, 'REQUIREMENT_CLOSED'],
    [401, 'SESSION_ENDED'],
  ])('%i at the beginning is told: %s', async (status, code) => {
    const { bank, job } = begin({ onBegin: () => refuse(status, code) });
    expect(await failure(job.run(noSignal()))).toBe(code);
    expect(bank.calls).toEqual(['POST']);
  });

  it('on the way ends the upload', async () => {
    const { job } = begin({ onPiece: () => refuse(415, 'FILE_TYPE_REFUSED') });
    expect(await failure(job.run(noSignal()))).toBe('FILE_TYPE_REFUSED');
    expect(remembered()).toEqual([]);
  });

  it('whose answer was lost is asked for', async () => {
    const { bank, job } = begin({
      onPiece: () => {
        Object.assign(bank, { state: 'refused', problem: { code: 'DOCUMENT_NUMBER_UNAVAILABLE', message: 'No' } });
        return cut();
      },
    });
    expect(await failure(job.run(noSignal()))).toBe('DOCUMENT_NUMBER_UNAVAILABLE');
    expect(bank.calls.slice(-2)).toEqual(['HEAD', 'GET']);
  });

  it.each([
    [503, 'UNAVAILABLE'],
    [429, 'RATE_LIMITED'],
    [409, 'UPLOAD_OFFSET'],
  ])('%i %s passes', async (status, code) => {
    const { bank, job } = begin({ onPiece: ({ count }) => (count === 1 ? refuse(status, code) : undefined) });
    await job.run(noSignal());
    expect(bank.state).toBe('finished');
  });
});

describe('a server without tus', () => {
  it('gets the form, again with the same key when the line breaks', async () => {
    const keys: (string | null)[] = [];
    server.use(
      http.post('*/api/uploads', () => new HttpResponse(null, { status: 404 })),
      http.post('*/api/kyc/upload/', ({ request }) => {
        keys.push(request.headers.get('idempotency-key'));
        if (keys.length === 1) return HttpResponse.error();
        const answer = { id: '1', document_type: 'PASSPORT', document_number: '•', upload_date: '2026-11-20' };
        return HttpResponse.json({ ...answer, verification_status: 'PENDING', message: '' }, { status: 201 });
      }),
    );
    const { job } = begin({ onBegin: () => new HttpResponse(null, { status: 404 }) }, { file: photo(9) });
    await job.run(noSignal());
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });
});

describe('what is remembered', () => {
  it('is read only when it has the form of an upload', async () => {
    await rememberUpload(place, { id: '../../evil', fingerprint: 'x' });
    const { bank, job } = begin();
    await job.run(noSignal());
    expect(bank.calls[0]).toBe('POST');
  });
});
