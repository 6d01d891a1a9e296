import {
  AppUser,
  Customer,
  CustomerData,
  DataKey,
  IdentifierIndex,
  IdentityCheck,
  KycApplication,
  KnownDevice,
  KycDocument,
  PolicyVersion,
  RequirementStateRow,
  RiskAssessment,
  Role,
  type SqlEntityManager,
  UserRole,
} from '@ostiary/db';
import { newDataKey, wrapDataKey } from '@ostiary/domain/crypto';
import { customerNumber } from '@ostiary/domain/identifiers';
import { shippedPolicy } from '@ostiary/domain/policy';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Deps } from '../context.ts';
import { findStaff } from '../demo/staff.ts';
import { asSystem, recordAudit } from '../features/audit/audit.service.ts';
import { devicesOf } from './devices.ts';
import { checkRows, documentRow, stateRows } from './fast-case.ts';
import { customerColumns, indexRows, sealedRows } from './fast-given.ts';
import { noteTries, riskRows } from './fast-risk.ts';
import { approve, moveAlong } from './fast-states.ts';
import type { Living } from './live-through.ts';
import { type Loading, livingIn, missingFrom } from './load-world.ts';
import { countryOf, isBusiness, type Pack, type Person } from './person.ts';

const HOUR = 3_600_000;
const AT_ONCE = 250;

interface Bank extends Living {
  readonly roleId: string;
  readonly judge: UserId;
  readonly policies: Readonly<Record<Pack, PolicyVersion['id']>>;
}

async function bankOf(living: Living): Promise<Bank> {
  const em = living.deps.orm.em.fork();
  const { id: roleId } = await em.findOneOrFail(Role, { name: 'CUSTOMER' });
  const { id: judge } = await findStaff(living.deps, 'reviewer');
  const idOf = async (pack: Pack) => {
    const { code, version } = shippedPolicy(pack);
    return (await em.findOneOrFail(PolicyVersion, { code, version })).id;
  };
  const policies = {
    'us-individual': await idOf('us-individual'),
    'in-individual': await idOf('in-individual'),
    'us-business': await idOf('us-business'),
    'in-business': await idOf('in-business'),
  };
  return { ...living, roleId, judge, policies };
}

/** Nine digits of the person's own: drawn ones would meet each other among a hundred thousand. */
const nineDigits = ({ id }: Person) => `770${id.slice(1)}`;

function accountRow({ passwordHash }: Bank, { person, id, at }: { person: Person; id: UserId; at: Date }) {
  const { username, email, phoneNumber, language, step } = person;
  const confirmed = {
    emailConfirmedAt: step === 0 ? null : at,
    phoneConfirmedAt: step === null || step > 1 ? at : null,
  };
  return { id, username, email, phoneNumber, language, passwordHash, ...confirmed, createdAt: at, updatedAt: at };
}

const consentOf = ({ given }: Person, at: Date) =>
  given.some(({ code }) => code === 'consent') ? { consentVersion: '2026-11', consentAt: at } : {};

const customerRow = (person: Person) => ({
  customerNumber: customerNumber(nineDigits(person)),
  country: countryOf(person.pack),
  applicantKind: isBusiness(person.pack) ? ('business' as const) : ('individual' as const),
});

function rowsOf(bank: Bank, person: Person) {
  const { deps, present, roleId, judge, policies } = bank;
  const at = new Date(present.getTime() - person.startedHoursAgo * HOUR);
  const customerId = uuidv7() as UserId; // a fresh id is where the brand begins
  const applicationId = uuidv7() as ApplicationId; // likewise
  const dataKey = newDataKey();
  const sealing = { person, id: customerId, dataKey, at };
  const sealed = sealedRows(sealing);
  const of = { person, customerId, applicationId, dataKey, at, judge };
  const consent = consentOf(person, at);
  const risk = riskRows(person, of);
  const stamps = { createdAt: at, updatedAt: at };
  return {
    person,
    applicationId,
    user: accountRow(bank, { person, id: customerId, at }),
    role: { id: uuidv7(), userId: customerId, roleId, assignedAt: at },
    key: { userId: customerId, ...wrapDataKey(deps.keys.kek, customerId, dataKey), createdAt: at },
    customer: { ...customerRow(person), id: customerId, ...customerColumns(sealing), ...stamps },
    application: {
      id: applicationId,
      customerId,
      policyVersionId: policies[person.pack],
      ...consent,
      ...risk.columns,
      ...stamps,
    },
    data: sealed.map(({ id, code, valueEncrypted }) => ({ id, customerId, code, valueEncrypted, savedAt: at })),
    index: indexRows(sealing, sealed, deps.keys.blindIndex).map((row) => ({ ...row, customerId, createdAt: at })),
    states: stateRows(of),
    documents: person.papers.map((plan) => documentRow(deps, of, plan)),
    checks: checkRows(of),
    assessments: risk.assessments,
    devices: devicesOf(person, customerId, present),
  };
}

type Rows = readonly ReturnType<typeof rowsOf>[];

async function insertPeople(em: SqlEntityManager, all: Rows): Promise<void> {
  const [users, roles, keys] = [all.map(({ user }) => user), all.map(({ role }) => role), all.map(({ key }) => key)];
  await em.insertMany(AppUser, users);
  await em.insertMany(UserRole, roles);
  await em.insertMany(DataKey, keys);
  const customers = all.map(({ customer }) => customer);
  await em.insertMany(Customer, customers);
  const devices = all.flatMap((rows) => rows.devices);
  if (devices.length > 0) await em.insertMany(KnownDevice, devices);
}

async function insertCases(em: SqlEntityManager, all: Rows): Promise<void> {
  const applications = all.map(({ application }) => application);
  await em.insertMany(KycApplication, applications);
  const data = all.flatMap((rows) => rows.data);
  await em.insertMany(CustomerData, data);
  const index = all.flatMap((rows) => rows.index);
  await em.insertMany(IdentifierIndex, index);
  const states = all.flatMap((rows) => rows.states);
  await em.insertMany(RequirementStateRow, states);
  const documents = all.flatMap((rows) => rows.documents);
  await em.insertMany(KycDocument, documents);
  const checks = all.flatMap((rows) => rows.checks);
  await em.insertMany(IdentityCheck, checks);
  const assessments = all.flatMap((rows) => rows.assessments);
  await em.insertMany(RiskAssessment, assessments);
}

/**
 * Fills a local bank by rows instead of by services: real ciphertext, real indexes, the database's own edges, and none
 * of the files, messages and timeline, no decision but approvals, and one record for each batch (docs/world.md). For load
 * tests.
 */
export async function loadFast(deps: Deps, people: readonly Person[], loading: Loading): Promise<number> {
  const bank = await bankOf(await livingIn(deps, loading));
  const missing = await missingFrom(deps, people);
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const rows = missing.slice(from, from + AT_ONCE).map((person) => rowsOf(bank, person));
    await deps.orm.em.fork().transactional(async (em) => {
      await insertPeople(em, rows);
      await insertCases(em, rows);
      await moveAlong(em, rows, bank);
      const target = { type: 'catalogue', id: null };
      const auditId = recordAudit(asSystem(em, bank.present), {
        action: 'world.loaded',
        target,
        after: { people: rows.length },
      });
      await approve(em, rows, { ...bank, auditId });
    });
    if (from % 10_000 === 0) loading.onProgress?.(`${from + rows.length} of ${missing.length} people`);
  }
  await noteTries(deps.orm.em.fork(), missing, bank.present);
  return missing.length;
}
