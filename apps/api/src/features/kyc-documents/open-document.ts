import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import type { KycDocument, SqlEntityManager } from '@ostiary/db';
import { openStream, unwrapDocumentKey } from '@ostiary/domain/crypto';
import type { Deps } from '../../context.ts';
import { openVault } from '../../vault.ts';
import { documentContext } from './receive.ts';

/** The plain bytes of a stored document. The stream fails with CryptoError when the file was altered, cut or swapped. */
export async function openDocument(deps: Deps, em: SqlEntityManager, document: KycDocument): Promise<Readable> {
  const { dataKey } = await openVault({ deps, em, now: deps.clock() }, document.customerId);
  const key = unwrapDocumentKey(dataKey, document.id, Buffer.from(document.wrappedKey));
  const opened = openStream({ key, context: documentContext(document.id, document.customerId) });
  // A failure of the store must reach the reader; the callback only keeps it from being unhandled here.
  pipeline(deps.ports.documents.open(document.storageKey), opened, () => undefined);
  return opened;
}
