import {
  AppUser,
  Customer,
  KnownDevice,
  LoginActivity,
  OutboxMessage,
  Session,
  type SqlEntityManager,
} from '@ostiary/db';
import { NOT_INCLUDED, type PersonalData } from '@ostiary/domain/data-protection';
import type { UserId } from '@ostiary/domain/shared';
import type { CustomerContext } from '../../context.ts';
import { inTransaction } from '../../transaction.ts';
import { openVault } from '../../vault.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { exportApplications, exportGiven } from './export-applications.ts';
import { listAllLooks } from './looks.service.ts';
import { refuseReplay } from './reveal.service.ts';

const moment = (date: Date | null | undefined) => date?.toISOString() ?? null;

function accountOf(user: AppUser, customer: Customer): PersonalData['account'] {
  return {
    customerNumber: customer.customerNumber,
    username: user.username,
    email: user.email,
    emailConfirmedAt: moment(user.emailConfirmedAt),
    phoneNumber: user.phoneNumber ?? null,
    phoneConfirmedAt: moment(user.phoneConfirmedAt),
    language: user.language,
    country: customer.country,
    applicantKind: customer.applicantKind,
    createdAt: user.createdAt.toISOString(),
    erasureAskedAt: moment(customer.erasureAskedAt),
    erasureDeclinedAt: moment(customer.erasureDeclinedAt),
  };
}

async function sessionsOf(em: SqlEntityManager, userId: UserId): Promise<PersonalData['sessions']> {
  const rows = await em.find(Session, { userId }, { orderBy: { createdAt: 'desc', id: 'desc' } });
  return rows.map(({ createdAt, revokedAt, revokedReason, ip, userAgent }) => ({
    startedAt: createdAt.toISOString(),
    endedAt: moment(revokedAt),
    endedBecause: revokedReason ?? null,
    address: ip ?? null,
    device: userAgent ?? null,
  }));
}

async function signInsOf(em: SqlEntityManager, userId: UserId): Promise<PersonalData['signIns']> {
  const rows = await em.find(LoginActivity, { userId }, { orderBy: { at: 'desc', id: 'desc' } });
  return rows.map(({ at, outcome, ip, userAgent, isNewDevice }) => ({
    at: at.toISOString(),
    outcome,
    address: ip,
    device: userAgent,
    isNewDevice,
  }));
}

async function devicesOf(em: SqlEntityManager, userId: UserId): Promise<PersonalData['knownDevices']> {
  const rows = await em.find(KnownDevice, { userId }, { orderBy: { lastSeenAt: 'desc' } });
  return rows.map(({ firstSeenAt, lastSeenAt, ip, userAgent }) => ({
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    address: ip ?? null,
    device: userAgent,
  }));
}

async function messagesOf(em: SqlEntityManager, userId: UserId): Promise<PersonalData['messages']> {
  const rows = await em.find(OutboxMessage, { userId }, { orderBy: { createdAt: 'desc', id: 'desc' } });
  return rows.map(({ channel, template, createdAt }) => ({ channel, about: template, at: createdAt.toISOString() }));
}

/** Everything held about the person who asks, their own identifiers whole; one audit record. Null where something stored does not open. */
export async function exportOwnData(ctx: CustomerContext): Promise<PersonalData> {
  refuseReplay(ctx);
  const { id } = ctx.actor;
  return inTransaction(ctx, async (tx) => {
    const { em } = tx;
    const user = await em.findOneOrFail(AppUser, { id });
    const customer = await em.findOneOrFail(Customer, { id });
    const vault = await openVault(tx, id);
    const data: PersonalData = {
      format: 'ostiary/personal-data/v1',
      madeAt: tx.now.toISOString(),
      account: accountOf(user, customer),
      identity: {
        firstName: customer.firstName ?? null,
        lastName: customer.lastName ?? null,
        dateOfBirth: customer.dateOfBirth ?? null,
      },
      given: await exportGiven(em, customer, vault),
      applications: await exportApplications(tx, vault),
      sessions: await sessionsOf(em, id),
      signIns: await signInsOf(em, id),
      knownDevices: await devicesOf(em, id),
      messages: await messagesOf(em, id),
      looks: await listAllLooks(em, id),
      notIncluded: NOT_INCLUDED[tx.request.language],
    };
    recordAudit(tx, { action: 'data.exported', target: { type: 'customer', id } });
    await em.flush();
    return data;
  });
}
