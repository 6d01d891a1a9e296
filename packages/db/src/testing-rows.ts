import type { ApplicationStatus } from '@ostiary/domain/application';
import { leafHash } from '@ostiary/domain/crypto';
import type { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { ATTRIBUTED, connect, digest, insert, TOKEN, type Value } from './testing-sql.ts';
import { createTestDatabase } from './testing.ts';

type Changes = Readonly<Record<string, Value>>;

interface Clients {
  readonly app: Client;
  readonly owner: Client;
  readonly now: Date;
}

function peopleRows({ app, now }: Clients) {
  const person = async () => {
    const id = uuidv7();
    await insert(app, 'app_user', {
      id,
      username: `u${id.slice(-12)}`,
      email: `${id}@example.com`,
      created_at: now,
      updated_at: now,
    });
    return id;
  };
  const customer = async () => {
    const id = await person();
    const digits = id.replace(/\D/g, '').padEnd(10, '7').slice(-10);
    await insert(app, 'customer', {
      id,
      customer_number: `CUST${digits}`,
      country: 'US',
      created_at: now,
      updated_at: now,
    });
    return id;
  };
  const role = async (permissions: readonly string[]) => {
    const id = uuidv7();
    await insert(app, 'role', { id, name: id, description: 'test', permissions });
    return id;
  };
  const give = (userId: string, roleId: string, isActive = true) =>
    insert(app, 'user_role', { id: uuidv7(), user_id: userId, role_id: roleId, assigned_at: now, is_active: isActive });
  const session = (userId: string, changes: Changes = {}) =>
    insert(app, 'session', {
      id: uuidv7(),
      user_id: userId,
      kind: 'CUSTOMER',
      created_at: now,
      last_rotated_at: now,
      last_used_at: now,
      amr: ['pwd'],
      absolute_expires_at: now,
      ...changes,
    });
  return { person, customer, role, give, session };
}

function applicationRows({ app, owner, now }: Clients, policyId: string) {
  const application = async (customerId: string) => {
    const id = uuidv7();
    await insert(app, 'kyc_application', {
      id,
      customer_id: customerId,
      policy_version_id: policyId,
      submitted_at: now,
      due_at: now,
      created_at: now,
      updated_at: now,
    });
    return id;
  };
  const document = (owned: { applicationId: string; customerId: string }, changes: Changes = {}) =>
    insert(app, 'kyc_document', {
      id: uuidv7(),
      application_id: owned.applicationId,
      customer_id: owned.customerId,
      requirement: 'photo_id',
      document_type: 'DRIVER_LICENSE',
      side: 'FRONT',
      status: 'PENDING',
      number_encrypted: TOKEN,
      number_index: digest(uuidv7()),
      issuer: 'US-IL',
      file_name_encrypted: TOKEN,
      media_type: 'image/png',
      size_bytes: 1,
      file_hash: 'a'.repeat(64),
      storage_key: uuidv7(),
      wrapped_key: digest('key'),
      uploaded_at: now,
      updated_at: now,
      ...changes,
    });
  /** Puts an application into any state, past the triggers, as only the owner of the table can. */
  const force = async (applicationId: string, status: ApplicationStatus, claimedBy: string | null = null) => {
    const change = (how: 'disable' | 'enable') =>
      ['kyc_application_edge', 'kyc_application_approved_by_decision']
        .map((trigger) => `alter table kyc_application ${how} trigger ${trigger};`)
        .join(' ');
    await owner.query(`begin; ${change('disable')}`);
    await owner.query(
      'update kyc_application set status = $2, claimed_by = $3, claimed_at = $4, lease_expires_at = $4 where id = $1',
      [applicationId, status, claimedBy, claimedBy && now],
    );
    // A table whose triggers still wait for the commit cannot be altered.
    await owner.query(`set constraints all immediate; ${change('enable')} commit`);
  };
  return { application, document, force };
}

function recordRows({ app, now }: Clients) {
  const audit = async (changes: Changes = {}) => {
    const id = uuidv7();
    const canonical = JSON.stringify({ id });
    await insert(app, 'audit_event', {
      id,
      at: now,
      actor_role: 'SYSTEM',
      action: 'test.made',
      target_type: 'test',
      canonical,
      leaf: leafHash(canonical),
      ...changes,
    });
    return id;
  };
  const decision = async (made: { applicationId: string; by: string }, changes: Changes = {}) =>
    insert(app, 'kyc_decision', {
      id: uuidv7(),
      application_id: made.applicationId,
      round: 1,
      stage: 1,
      kind: 'APPROVE',
      decided_by: made.by,
      decided_at: now,
      reasons: '[]',
      application_version: 1,
      evidence_hash: digest('evidence'),
      audit_id: await audit(),
      ...changes,
    });
  return { audit, decision };
}

/** Rows that the application would write, written by SQL: `app` has its rights, `owner` those of migrations. */
export async function openRows() {
  const database = await createTestDatabase();
  const [app, owner] = await Promise.all([
    connect(database.appUrl),
    connect(database.ownerUrl, '-c ostiary.unattributed=test'),
  ]);
  const clients = { app, owner, now: new Date() };
  const policyId = uuidv7();
  await insert(app, 'policy_version', {
    id: policyId,
    code: 'test',
    version: 1,
    body: JSON.stringify({ country: 'US', applicantKind: 'individual' }),
    published_at: clients.now,
  });
  const close = () => Promise.all([app.end(), owner.end()]);
  /** A change by the application, with its record. */
  const change = (sql: string, params: unknown[] = []) => app.query(`${ATTRIBUTED} ${sql}`, params);
  return {
    ...database,
    ...clients,
    ...peopleRows(clients),
    ...applicationRows(clients, policyId),
    ...recordRows(clients),
    change,
    close,
  };
}

export type Rows = Awaited<ReturnType<typeof openRows>>;
