import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import type { KycDocument, SqlEntityManager } from '@ostiary/db';
import { CryptoError, openStream } from '@ostiary/domain/crypto';
import type { Deps } from '../../context.ts';
import { openVault } from '../../vault.ts';
import { reportCorruption } from '../data-protection/corruption.service.ts';
import { documentContext } from './receive.ts';

/** A file that does not open, or is gone. */
export function reportFile(deps: Deps, { id: rowId, customerId: userId, storageKey }: KycDocument): void {
  reportCorruption(deps, { userId, place: { table: 'kyc_document', column: 'file', rowId }, sealed: storageKey });
}

/**
 * The plain bytes of a stored document. Throws `CORRUPTED_DATA` when its key does not open; the stream fails with
 * CryptoError when the file was altered, cut or swapped. Both are reported.
 */
export async function openDocument(deps: Deps, em: SqlEntityManager, document: KycDocument): Promise<Readable> {
  const { id: rowId, customerId: userId, storageKey } = document;
  const vault = await openVault({ deps, em, now: deps.clock() }, userId);
  const key = vault.openKey({ table: 'kyc_document', column: 'wrapped_key', rowId }, Buffer.from(document.wrappedKey));
  const opened = openStream({ key, context: documentContext(rowId, userId) });
  opened.once('error', (error) => {
    if (error instanceof CryptoError) reportFile(deps, document);
  });
  // A failure of the store must reach the reader; the callback only keeps it from being unhandled here.
  pipeline(deps.ports.documents.open(storageKey), opened, () => undefined);
  return opened;
}
