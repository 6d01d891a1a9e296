import { AppUser, Customer, KycApplication, LegalHold, LockMode } from '@ostiary/db';
import { nextStatus, TRANSITIONS } from '@ostiary/domain/application';
import { DomainError, type UserId } from '@ostiary/domain/shared';
import { addToTimeline } from '../application/timeline.service.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { lockPerson } from '../auth/lock-person.service.ts';
import { touch } from '../requirements/case-file.service.ts';
import { dropHeld } from '../review/held-drop.service.ts';

export type Recorder = Parameters<typeof recordAudit>[0];

const OF_APPLICATIONS = 'application_id in (select id from kyc_application where customer_id = ?)';

/**
 * Without the data key nothing sealed under it opens again, backups of the rows included. What can be deleted goes too;
 * rows that the record of decisions points at stay, emptied. Each statement takes the person's id.
 */
const ERASE: readonly string[] = [
  // Codes that were on their way to a new contact. A refused one may name somebody else's.
  `delete from dev_message m using one_time_code o where o.user_id = ? and o.purpose in ('change_email', 'change_phone')
     and lower(m.recipient) = lower(o.new_value) and not exists (select from app_user u
       where u.id <> o.user_id and (lower(u.email) = lower(o.new_value) or u.phone_number = o.new_value))`,
  'delete from data_key where user_id = ?',
  'delete from customer_data where customer_id = ?',
  'delete from identifier_index where customer_id = ?',
  'delete from upload where customer_id = ?',
  'delete from second_factor where user_id = ?',
  'delete from one_time_code where user_id = ?',
  'delete from password_reset where user_id = ?',
  'delete from undo_link where user_id = ?',
  'delete from login_challenge where user_id = ?',
  'delete from known_device where user_id = ?',
  'delete from outbox_message where user_id = ?',
  'delete from message_preference where user_id = ?',
  'delete from notification where user_id = ?',
  'delete from idempotency_key where user_id = ?',
  // What others were answered about them: that it was done stays, so a repeat does not do it again.
  `with person as (select ?::uuid as id) update idempotency_key set response_encrypted = null
   where subjects && array(select id from person
     union select a.id from kyc_application a join person p on p.id = a.customer_id
     union select d.id from kyc_document d join person p on p.id = d.customer_id)`,
  'delete from held_value where customer_id = ?',
  'update access_change set why = null where user_id = ?',
  // They may name people, and their columns want a text.
  `update legal_hold set reason = '—', lifted_reason = '—' where customer_id = ?`,
  // What nobody can look into any more; that it was raised is on record. Of resolved ones the notes go.
  `delete from fraud_alert where status <> 'RESOLVED' and customer_id = ?`,
  'delete from fraud_alert_note n using fraud_alert a where a.id = n.alert_id and a.customer_id = ?',
  `delete from kyc_note where ${OF_APPLICATIONS}`,
  `delete from identity_check where ${OF_APPLICATIONS}`,
  `update requirement_state set draft_encrypted = null, draft_saved_at = null, note_encrypted = null
   where ${OF_APPLICATIONS}`,
  `update kyc_document set number_index = sha256(convert_to(id::text, 'UTF8')), wrapped_key = '', issued_on = null,
     expires_on = null, reading_encrypted = null, file_hash = repeat('0', 64) where customer_id = ?`,
  'update user_role set is_active = false where user_id = ?',
  'update session set ip = null, user_agent = null where user_id = ?',
];

const LOCKED = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;

/** Whatever else is done to the person waits, a sign-in too: person, applications, customer, as everywhere. */
export async function lockSubject(
  tx: Recorder,
  customerId: UserId,
): Promise<{ applications: KycApplication[]; customer: Customer | null }> {
  await lockPerson(tx, customerId);
  const applications = await tx.em.find(KycApplication, { customerId }, { ...LOCKED, orderBy: { id: 'asc' } });
  return { applications, customer: await tx.em.findOne(Customer, { id: customerId }, LOCKED) };
}

/** What is open ends: a reviewer's lease on it too. */
function withdraw(tx: Recorder, application: KycApplication): void {
  const isOpen = TRANSITIONS.some(({ from, event }) => from === application.status && event === 'withdraw');
  if (!isOpen) return;
  // Nobody can go on with a case whose evidence is gone; the edge is the applicant's own.
  application.status = nextStatus(application.status, 'withdraw', 'applicant');
  application.claimedBy = null;
  application.claimedAt = null;
  application.leaseExpiresAt = null;
  touch(application, tx.now);
  addToTimeline(tx, { applicationId: application.id, kind: 'abandoned', actorId: null });
  recordAudit(tx, {
    action: 'application.withdrawn',
    target: { type: 'kyc_application', id: application.id },
    after: { status: 'WITHDRAWN', because: 'ERASED' },
  });
}

/** Placeholders that nobody can own: the contacts are free for a new registration. */
async function anonymise(tx: Recorder, customer: Customer, user: AppUser): Promise<void> {
  await tx.em.execute('delete from dev_message where lower(recipient) = lower(?) or recipient = ?', [
    user.email,
    user.phoneNumber ?? '',
  ]);
  Object.assign(user, {
    username: `erased_${user.id.replaceAll('-', '').slice(-20)}`,
    email: `erased-${user.id}@erased.invalid`,
    phoneNumber: null,
    passwordHash: null,
    displayName: null,
    // An unconfirmed account would be swept away together with its history.
    emailConfirmedAt: user.emailConfirmedAt ?? tx.now,
    lastLoginIp: null,
    isBlocked: true,
    erasedAt: tx.now,
    updatedAt: tx.now,
  } satisfies Partial<AppUser>);
  Object.assign(customer, {
    firstName: null,
    lastName: null,
    businessName: null,
    dateOfBirth: null,
    ssnEncrypted: null,
    addressEncrypted: null,
    erasureAskedAt: null,
    erasureDeclinedAt: null,
    erasureDeclinedBecause: null,
    erasedAt: tx.now,
    updatedAt: tx.now,
  } satisfies Partial<Customer>);
}

/**
 * Forgets a person in the caller's transaction; their stored files go after its commit. What remains says that there was
 * somebody, what was decided, and that it was erased: the audit record is append-only and still verifies. It names nobody,
 * but keeps the addresses that requests came from.
 * Throws `NOT_FOUND`, `ALREADY_ERASED`, `LEGAL_HOLD`.
 */
export async function eraseData(tx: Recorder, customerId: UserId, reason: string): Promise<void> {
  const { applications, customer } = await lockSubject(tx, customerId);
  if (!customer) throw new DomainError('NOT_FOUND');
  if (customer.erasedAt != null) throw new DomainError('ALREADY_ERASED');
  if ((await tx.em.count(LegalHold, { customerId, liftedAt: null })) > 0) throw new DomainError('LEGAL_HOLD');
  const user = await tx.em.findOneOrFail(AppUser, { id: customerId }, { refresh: true });
  for (const application of applications) {
    await dropHeld(tx, application.id, 'ERASED');
    withdraw(tx, application);
  }
  await tx.em.execute(
    `update session set revoked_at = ?, revoked_reason = 'ERASED' where user_id = ? and revoked_at is null`,
    [tx.now, customerId],
  );
  for (const statement of ERASE) await tx.em.execute(statement, [customerId]);
  await anonymise(tx, customer, user);
  recordAudit(tx, {
    action: 'customer.erased',
    target: { type: 'customer', id: customerId },
    after: { reason, applications: applications.length },
  });
  await tx.em.flush();
  await tx.em.execute('select forget_erased_person(?)', [customerId]);
}
