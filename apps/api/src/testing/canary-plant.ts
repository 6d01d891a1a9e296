import { AppUser, Customer, CustomerData, IdentifierIndex, KycDocument, Role, Session, UserRole } from '@ostiary/db';
import { hashPassword, newDataKey, signRefreshToken, wrapDocumentKey } from '@ostiary/domain/crypto';
import { customerNumber } from '@ostiary/domain/identifiers';
import type { PutRequirementInput } from '@ostiary/domain/requirements';
import type { DocumentId, SessionId, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Context } from '../context.ts';
import { openApplication } from '../features/application/start.service.ts';
import { signAccess } from '../features/auth/access-token.ts';
import { numberIndexes } from '../features/keys/number-index.service.ts';
import { givenPlace, type Identifier, indexOf, isGivenCode } from '../features/requirements/given.service.ts';
import { identifiersIn } from '../features/requirements/read-input.ts';
import { testContext, type TestBank, upload } from '../testing.ts';
import { createVault, type Vault } from '../vault.ts';
import { canaryFile, canaryReading } from './canary-papers.ts';
import type { CanaryDocument, CanaryPerson, Planted } from './canary-people.ts';
import { recordTest } from './test-record.ts';

interface Planting {
  readonly ctx: Context;
  readonly id: UserId;
  readonly vault: Vault;
}

const EXPIRES = '2031-06-01';
const DAY_MS = 86_400_000;

/** Registers, gives every row and, where asked, every document over the real API. */
export async function plantByApi(bank: TestBank, person: CanaryPerson, hasDocuments: boolean): Promise<Planted> {
  const { country, applicantKind, password } = person;
  const { api, id, access, refresh } = await bank.customer({ country, applicantKind, password });
  for (const input of person.given) await api.requirements.put(input);
  await api.requirements.put({ code: 'consent', accepted: true });
  const issuedOn = bank.now().toISOString().slice(0, 10);
  for (const document of hasDocuments ? person.documents : []) {
    const { documentType, number: documentNumber } = document;
    const days = documentType === 'PASSPORT' ? { expiresOn: EXPIRES } : { issuedOn };
    const file = await canaryFile(document, person);
    const { status, text } = await upload(bank, access, { documentType, documentNumber, ...days, file });
    if (status !== 201) throw new Error(`upload of ${documentType} answered ${status}: ${text}`);
  }
  const [first] = (await api.documents.list()).results;
  const { id: applicationId } = await api.application.overview();
  return { person, id, applicationId, documentId: first?.id as DocumentId | undefined, access, refresh }; // as its row brands it
}

const sealedIn = (vault: Vault, id: UserId) => (column: string, text: string) =>
  vault.seal({ table: 'customer', column, rowId: id }, text);

/** The columns of `customer` that hold what was given; other rows lie in `customer_data`. */
function columnsOf({ vault, id }: Planting, given: readonly PutRequirementInput[]): Partial<Customer> {
  const sealed = sealedIn(vault, id);
  return Object.assign(
    {},
    ...given.map((input): Partial<Customer> => {
      const { code: _, ...value } = input;
      if (input.code === 'identity') return value as Partial<Customer>; // names and birth date, as the columns are called
      if (input.code === 'address') return { addressEncrypted: sealed('address_encrypted', JSON.stringify(value)) };
      return input.code === 'ssn' ? { ssnEncrypted: sealed('ssn_encrypted', input.ssn) } : {};
    }),
  ) as Partial<Customer>; // only the objects above
}

function index({ ctx, id }: Planting, identifier: Identifier): void {
  const row = { id: uuidv7(), customerId: id, kind: identifier.kind, createdAt: ctx.now, ...indexOf(ctx, identifier) };
  ctx.em.persist(ctx.em.create(IdentifierIndex, row));
}

function giveRow(planting: Planting, input: PutRequirementInput): void {
  const { ctx, id: customerId, vault } = planting;
  const { code, ...value } = input;
  if (input.code === 'ssn') return index(planting, { kind: 'ssn', value: input.ssn });
  if (!isGivenCode(code)) return;
  const id = uuidv7();
  const valueEncrypted = vault.seal(givenPlace(id), JSON.stringify(value));
  ctx.em.persist(ctx.em.create(CustomerData, { id, customerId, code, valueEncrypted, savedAt: ctx.now }));
  for (const identifier of identifiersIn(code, value as never)) index(planting, identifier); // the shape that `code` names
}

function giveDocument(
  { ctx, id: customerId, vault }: Planting,
  { document, person }: { document: CanaryDocument; person: CanaryPerson },
  applicationId: Planted['applicationId'],
) {
  const { number, documentType, requirement } = document;
  const id = uuidv7() as DocumentId; // a fresh id is where the brand begins
  const place = (column: string) => ({ table: 'kyc_document', column, rowId: id });
  const row = ctx.em.create(KycDocument, {
    id,
    applicationId,
    customerId,
    requirement,
    documentType,
    side: 'FRONT',
    status: 'PENDING',
    numberEncrypted: vault.seal(place('number_encrypted'), number),
    numberIndex: numberIndexes(ctx.deps.keys, documentType, number).current,
    issuer: 'US',
    fileNameEncrypted: vault.seal(place('file_name_encrypted'), 'paper.pdf'),
    readingEncrypted: vault.seal(place('reading_encrypted'), JSON.stringify(canaryReading(person, number))),
    mediaType: 'application/pdf',
    sizeBytes: 1,
    fileHash: '0'.repeat(64),
    storageKey: id,
    wrappedKey: wrapDocumentKey(vault.dataKey, id, newDataKey()),
    uploadedAt: ctx.now,
    updatedAt: ctx.now,
  });
  ctx.em.persist(row);
  return id;
}

function signIn({ ctx, id: userId }: Planting): Pick<Planted, 'access' | 'refresh'> {
  const { deps, em, now } = ctx;
  const id = uuidv7() as SessionId; // a fresh id is where the brand begins
  const times = { createdAt: now, lastRotatedAt: now, lastUsedAt: now, steppedUpAt: now };
  const absoluteExpiresAt = new Date(now.getTime() + 7 * DAY_MS);
  em.persist(em.create(Session, { id, userId, kind: 'CUSTOMER', ...times, absoluteExpiresAt, amr: ['pwd'] }));
  const [key] = deps.keys.refresh;
  if (!key) throw new Error('the test bank has keys');
  const { access } = signAccess(deps.keys, { userId, sessionId: id, door: 'customer', now });
  return { access, refresh: signRefreshToken(key, { sessionId: id, counter: 0, door: 'customer' }) };
}

async function plantOne(ctx: Context, person: CanaryPerson, roleId: string): Promise<Planted> {
  const { deps, em, now } = ctx;
  const { at, country, applicantKind } = person;
  const id = uuidv7() as UserId; // a fresh id is where the brand begins
  const passwordHash = await hashPassword(person.password, deps.keys.pepper, deps.bcryptCost);
  const confirmed = { emailConfirmedAt: now, phoneConfirmedAt: now, createdAt: now, updatedAt: now };
  const contact = { email: `canary${at}@example.com`, phoneNumber: `+1202555${String(at).padStart(4, '0')}` };
  em.persist(em.create(AppUser, { id, username: `canary.${at}`, ...contact, passwordHash, ...confirmed }));
  em.persist(em.create(UserRole, { id: uuidv7(), userId: id, roleId, assignedAt: now }));
  recordTest(em, now);
  const planting = { ctx, id, vault: createVault(ctx, id) };
  const known = { id, country, applicantKind, createdAt: now, updatedAt: now };
  const number = customerNumber(`99990${String(at).padStart(4, '0')}`);
  em.persist(em.create(Customer, { ...known, customerNumber: number, ...columnsOf(planting, person.given) }));
  const applicationId = await openApplication(ctx, id, { country, applicantKind });
  for (const input of person.given) giveRow(planting, input);
  const [documentId] = person.documents.map((document) => giveDocument(planting, { document, person }, applicationId));
  return { person, id, applicationId, documentId, ...signIn(planting) };
}

/** Writes customers as the services would, sealed by the same functions, in one flush a hundred; signed in, not submitted. */
export async function plantInBulk(bank: TestBank, people: readonly CanaryPerson[]): Promise<Planted[]> {
  const planted: Planted[] = [];
  for (let from = 0; from < people.length; from += 100) {
    const ctx = testContext(bank.deps, 'customer');
    const role = await ctx.em.findOneOrFail(Role, { name: 'CUSTOMER' });
    const batch = await Promise.all(people.slice(from, from + 100).map((person) => plantOne(ctx, person, role.id)));
    await ctx.em.flush();
    planted.push(...batch);
  }
  return planted;
}

/** Puts cases into the queue without the hurdles of submitting. */
export async function putInQueue(bank: TestBank, planted: readonly Planted[]): Promise<void> {
  await bank.owner(
    `update kyc_application set status = 'SUBMITTED', submitted_at = ?, due_at = ? where id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
    [
      bank.now(),
      new Date(bank.now().getTime() + DAY_MS),
      JSON.stringify(planted.map(({ applicationId }) => applicationId)),
    ],
  );
}
