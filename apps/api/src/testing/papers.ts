import { KycApplication, KycDocument } from '@ostiary/db';
import { blindIndex, newDataKey, wrapDocumentKey } from '@ostiary/domain/crypto';
import type { DocumentId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { openVault } from '../vault.ts';
import { testContext } from './callers.ts';
import type { SignedInCustomer } from './people.ts';
import type { TestDeps } from './test-deps.ts';
import { recordTest } from './test-record.ts';

const PAPERS = [
  { documentType: 'PASSPORT', requirement: 'photo_id', side: 'FRONT' },
  { documentType: 'UTILITY_BILL', requirement: 'proof_of_address', side: 'FRONT' },
] as const;

/**
 * A passport and a bill as rows, past their technical check, without files: where a test is not about documents, a
 * hundredth of the time that `giveDocuments` takes.
 */
export async function givePapers({ deps }: Pick<TestDeps, 'deps'>, { id }: SignedInCustomer): Promise<void> {
  const ctx = testContext(deps, 'customer');
  const vault = await openVault(ctx, id);
  const application = await ctx.em.findOneOrFail(KycApplication, { customerId: id });
  const ring = deps.keys.blindIndex;
  const indexKeyVersion = ring.currentVersion();
  const rows = PAPERS.map((paper) => {
    const rowId = uuidv7() as DocumentId; // a fresh id is where the brand begins
    const number = rowId.replaceAll('-', '').slice(-12).toUpperCase();
    const seal = (column: string, text: string) => vault.seal({ table: 'kyc_document', column, rowId }, text);
    return {
      ...paper,
      id: rowId,
      applicationId: application.id,
      customerId: id,
      status: 'PENDING' as const,
      numberEncrypted: seal('number_encrypted', number),
      numberIndex: blindIndex(ring.key(indexKeyVersion), `document-${paper.documentType}`, number),
      indexKeyVersion,
      issuer: 'US',
      expiresOn: paper.documentType === 'PASSPORT' ? '2035-01-01' : null,
      fileNameEncrypted: seal('file_name_encrypted', 'paper.jpg'),
      mediaType: 'image/jpeg',
      sizeBytes: 0,
      fileHash: rowId.replaceAll('-', '').repeat(2),
      storageKey: rowId,
      wrappedKey: wrapDocumentKey(vault.dataKey, rowId, newDataKey()),
      fileRemovedAt: ctx.now,
      uploadedAt: ctx.now,
      updatedAt: ctx.now,
    };
  });
  await ctx.em.transactional(async (em) => {
    await em.insertMany(KycDocument, rows);
    recordTest(em, ctx.now);
  });
}
