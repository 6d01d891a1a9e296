import { KycApplication, KycNote } from '@ostiary/db';
import type { MentionableList, NoteInput, NoteView, Person } from '@ostiary/domain/review';
import { type ApplicationId, DomainError, invalidField, type UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { StaffContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault, type Vault } from '../../vault.ts';
import { assertMayRead } from '../access/case-reading.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { type CaseFile, getFile } from '../requirements/case-file.service.ts';
import { namesById, staffWith } from './people.service.ts';
import { tellStaff } from './tell.service.ts';

const bodyPlace = (rowId: string) => ({ table: 'kyc_note', column: 'body_encrypted', rowId });

/** The internal notes of a case, oldest first; none for an applicant who works here. A damaged one shows without its text. */
export async function readNotes(ctx: StaffContext, file: CaseFile, vault: Vault): Promise<NoteView[]> {
  if (ctx.actor.id === file.application.customerId) return [];
  const notes = await ctx.em.find(
    KycNote,
    { applicationId: file.application.id },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  const names = await namesById(
    ctx.em,
    notes.flatMap(({ authorId, mentions }) => [authorId, ...mentions]),
  );
  const nameOf = (id: UserId) => names.get(id) ?? '';
  return notes.map(({ id, authorId, bodyEncrypted, mentions, createdAt }) => ({
    id,
    author: nameOf(authorId),
    body: vault.read(bodyPlace(id), bodyEncrypted) ?? '',
    mentions: mentions.map((person) => ({ id: person, name: nameOf(person) })),
    at: createdAt.toISOString(),
  }));
}

/** Who may read this case, but for its applicant. */
async function readersOf(ctx: StaffContext, application: KycApplication): Promise<Person[]> {
  const people = await staffWith(ctx, 'review.read', application);
  return people.filter(({ id }) => id !== application.customerId);
}

/** Whom a note on the case may mention: everybody who may read it. Throws as `assertMayRead`. */
export async function listMentionable(ctx: StaffContext, id: ApplicationId): Promise<MentionableList> {
  const application = await ctx.em.findOne(KycApplication, { id });
  if (!application) throw new DomainError('NOT_FOUND');
  assertMayRead(ctx, application);
  const takers = new Set((await staffWith(ctx, 'review.claim', application)).map((person) => person.id));
  const readers = await readersOf(ctx, application);
  return { results: readers.map((person) => ({ ...person, canClaim: takers.has(person.id) })) };
}

/** The people meant, once each. Throws `INVALID_INPUT` over `mentions`: the applicant would learn what is thought of them. */
async function assertReaders(ctx: StaffContext, file: CaseFile, mentions: readonly UserId[]): Promise<UserId[]> {
  if (mentions.length === 0) return [];
  const readers = new Set((await readersOf(ctx, file.application)).map(({ id }) => id));
  if (mentions.some((id) => !readers.has(id))) throw invalidField('mentions', 'CANNOT_READ_CASES');
  return [...new Set(mentions)];
}

/**
 * Adds an internal note, sealed under the applicant's key, and tells the people it mentions. The case's version stays:
 * a note makes no judgement stale. Throws `NOT_FOUND`, `SELF_REVIEW_FORBIDDEN`, `INVALID_INPUT`.
 */
export async function addNote(ctx: StaffContext, { id: applicationId, body, mentions }: NoteInput): Promise<NoteView> {
  return inTransaction(ctx, async (tx) => {
    // The lock: erasure deletes notes and their key together, and must miss none.
    const file = await getFile(tx.em, applicationId, { forUpdate: true });
    assertMayRead(tx, file.application);
    const people = await assertReaders(tx, file, mentions);
    const vault = await openVault(tx, file.customer.id);
    const id = uuidv7();
    const facts = { id, applicationId, authorId: tx.actor.id, mentions: people, createdAt: tx.now };
    tx.em.persist(tx.em.create(KycNote, { ...facts, bodyEncrypted: vault.seal(bodyPlace(id), body) }));
    recordAudit(tx, {
      action: 'case.noted',
      target: { type: 'kyc_application', id: applicationId },
      after: { note: id, mentions: people },
    });
    await tx.em.flush();
    await tellStaff(tx, {
      users: people.filter((person) => person !== tx.actor.id),
      kind: 'MENTIONED',
      applicationId,
      facts: { by: tx.actor.name, customer: file.customer.customerNumber },
      event: `note:${id}`,
    });
    const names = await namesById(tx.em, people);
    const named = people.map((person) => ({ id: person, name: names.get(person) ?? '' }));
    return { id, author: tx.actor.name, body, mentions: named, at: tx.now.toISOString() };
  });
}
