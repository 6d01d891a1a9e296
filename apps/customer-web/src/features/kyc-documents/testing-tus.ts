import { http, HttpResponse, type RequestHandler } from 'msw';

const id = '0197f3a0-7777-7000-8000-000000000001';
const decode = (text: string) => new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));

/** `Upload-Metadata` as a record. */
function readMetadata(header: string | null): Record<string, string> {
  const pairs = (header ?? '').split(',').map((pair) => pair.split(' '));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, decode(value)]));
}

interface Piece {
  /** Which PATCH it is, from 1. */
  count: number;
  offset: number;
}

interface Behaviour {
  /** Answers a PATCH instead of the server; undefined lets it be taken. */
  onPiece?: (piece: Piece) => Response | Promise<Response | undefined> | undefined;
  onBegin?: () => Response | undefined;
  onHead?: () => Response | undefined;
  onFinished?: () => void;
}

type Problem = { code: string; message: string } | null;

/** What stands at the bank for one upload: counts only, and what was asked of it. */
function createBank() {
  const problem: Problem = null as Problem; // set by tests
  const calls: string[] = [];
  const metadata: Record<string, string> = {};
  return { id, size: 0, received: 0, state: 'open', problem, calls, metadata, access: new Set<string | null>() };
}
type Bank = ReturnType<typeof createBank>;

function note(bank: Bank, request: Request): void {
  bank.access.add(request.headers.get('authorization'));
  bank.calls.push(`${request.method} ${request.headers.get('upload-offset') ?? ''}`.trim());
}

function sendingHandlers(bank: Bank, { onPiece, onBegin, onFinished }: Behaviour): RequestHandler[] {
  let pieces = 0;
  const take = (offset: number, bytes: number) => {
    bank.received = offset + bytes;
    if (bank.received === bank.size) {
      bank.state = 'finished';
      onFinished?.();
    }
    return new HttpResponse(null, { status: 204, headers: { 'upload-offset': String(bank.received) } });
  };
  return [
    http.post('*/api/uploads', ({ request }) => {
      note(bank, request);
      const refused = onBegin?.();
      if (refused) return refused;
      Object.assign(bank, { size: Number(request.headers.get('upload-length')), received: 0, state: 'open' });
      bank.metadata = readMetadata(request.headers.get('upload-metadata'));
      return new HttpResponse(null, { status: 201, headers: { location: `/api/uploads/${id}` } });
    }),
    http.patch(`*/api/uploads/${id}`, async ({ request }) => {
      note(bank, request);
      pieces += 1;
      const offset = Number(request.headers.get('upload-offset'));
      const answer = await onPiece?.({ count: pieces, offset });
      return answer ?? take(offset, (await request.arrayBuffer()).byteLength);
    }),
  ];
}

function askingHandlers(bank: Bank, { onHead }: Behaviour): RequestHandler[] {
  return [
    http.head(`*/api/uploads/${id}`, ({ request }) => {
      note(bank, request);
      const refused = onHead?.();
      if (refused) return refused;
      if (bank.state === 'refused') return new HttpResponse(null, { status: 409 });
      if (bank.state === 'gone') return new HttpResponse(null, { status: 404 });
      const headers = { 'upload-offset': String(bank.received), 'upload-length': String(bank.size) };
      return new HttpResponse(null, { headers });
    }),
    http.get(`*/api/uploads/${id}`, ({ request }) => {
      note(bank, request);
      const { state, received, size, problem } = bank;
      if (state === 'gone') return HttpResponse.json({ detail: 'Gone', code: 'NOT_FOUND' }, { status: 404 });
      return HttpResponse.json({ state, received, size, problem, document_id: null });
    }),
    http.delete(`*/api/uploads/${id}`, ({ request }) => {
      note(bank, request);
      bank.state = 'gone';
      return new HttpResponse(null, { status: 204 });
    }),
  ];
}

/** The bank's side of tus for one upload; `bank` tells what was asked of it, and may be changed. */
export function tusBank(behaviour: Behaviour = {}) {
  const bank = createBank();
  return { bank, handlers: [...sendingHandlers(bank, behaviour), ...askingHandlers(bank, behaviour)] };
}
