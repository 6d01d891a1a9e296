import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DocumentId } from '@ostiary/domain/shared';
import { clamdScanner } from '../../../ports/malware-scanner.ts';
import { createTestBank, type SignedInCustomer, upload } from '../../../testing.ts';
import { scanDocument } from '../scan-document.ts';
import { startClamd } from './clamd-stub.ts';
import type { HostileFile } from './hostile-file.ts';

/** What the staff door answered. */
export interface Served {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** All that became of one file. */
export interface Walk {
  readonly upload: { readonly status: number; readonly code: string | undefined };
  readonly waiting?: { readonly status: string | undefined; readonly preview: Served; readonly original: Served };
  readonly checked?: { readonly status: string | undefined; readonly reason: string | undefined };
  readonly preview?: Served;
  readonly original?: Served;
}

/** A bank with a malware scanner and both doors open, where a file can go the whole way from a customer to a reviewer. */
export async function openHostileBank({ scanTimeoutMs = 30_000 } = {}) {
  const clamd = await startClamd();
  const bank = await createTestBank();
  bank.deps = { ...bank.deps, ports: { ...bank.deps.ports, scanner: clamdScanner(clamd.url, scanTimeoutMs) } };
  const server = bank.staffApp.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server has a TCP address
  const { access } = await bank.staff('admin');
  async function close(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await clamd.stop();
    await bank.close();
  }
  return { bank, clamd, origin, access, close };
}
export type HostileBank = Awaited<ReturnType<typeof openHostileBank>>;

/** As a reviewer's portal asks for it. */
export async function fetchPart(
  { bank, origin, access }: HostileBank,
  id: DocumentId,
  part: 'preview' | 'original',
): Promise<Served> {
  // What nobody handed in is closed to staff whatever is in it.
  await bank.owner(
    `update kyc_application set submitted_at = bank_now(), due_at = bank_now()
     where submitted_at is null and id = (select application_id from kyc_document where id = ?)`,
    [id],
  );
  const answer = await fetch(`${origin}/documents/${id}/${part}`, { headers: { authorization: `Bearer ${access}` } });
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}

let numbers = 0;

/** As a customer's browser uploads it; what it says of the type counts for nothing. */
export const send = (
  { bank }: HostileBank,
  { access }: SignedInCustomer,
  { bytes, name }: { bytes: Buffer; name: string },
) =>
  upload(bank, access, {
    documentType: 'UTILITY_BILL',
    documentNumber: `H${String(20_000_000 + (numbers += 1))}`,
    file: { name, mediaType: 'image/jpeg', bytes },
  });

/** The job that the upload of this document left, and no other's. */
export async function runScan({ bank }: HostileBank, id: DocumentId): Promise<void> {
  const [job] = await bank.owner(
    `update jobs.job set state = 'completed' where name = 'scan-document' and state = 'created' and data ->> 'id' = ? returning 1`,
    [id],
  );
  if (!job) throw new Error('no check was asked for');
  await scanDocument(bank.deps, id);
}

/** What its customer sees of it. */
export async function standing({ api }: SignedInCustomer, id: DocumentId) {
  const found = (await api.documents.list()).results.find((document) => document.id === id);
  return { status: found?.status, reason: found?.refusal?.code };
}

async function judged(hostile: HostileBank, customer: SignedInCustomer, id: DocumentId): Promise<Omit<Walk, 'upload'>> {
  const served = async () => ({
    preview: await fetchPart(hostile, id, 'preview'),
    original: await fetchPart(hostile, id, 'original'),
  });
  const { status } = await standing(customer, id);
  const waiting = { status, ...(await served()) };
  await runScan(hostile, id);
  return { waiting, checked: await standing(customer, id), ...(await served()) };
}

/** The whole way of one file; at its end the customer has room for the next. */
export async function walk(hostile: HostileBank, customer: SignedInCustomer, file: HostileFile): Promise<Walk> {
  const answer = await send(hostile, customer, { bytes: await file[1](), name: file[3] ?? 'bill.jpg' });
  const told = { status: answer.status, code: String(Reflect.get(Object(answer.body), 'code')) };
  if (told.status !== 201) return { upload: told };
  const id = DocumentId.parse(Reflect.get(Object(answer.body), 'id'));
  try {
    return { upload: told, ...(await judged(hostile, customer, id)) };
  } finally {
    // What was rejected makes room by itself.
    if ((await standing(customer, id)).status !== 'REJECTED') await customer.api.documents.remove({ id });
  }
}
