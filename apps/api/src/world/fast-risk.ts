import { AppUser, SecurityEvent, type SqlEntityManager } from '@ostiary/db';
import { bandOf, RISK_RULES, RULES_VERSION, scoreOf } from '@ostiary/domain/risk';
import type { ApplicationId } from '@ostiary/domain/shared';
import { v7 as uuidv7 } from 'uuid';
import { NUMBER_TAKEN } from '../features/risk/find-others.service.ts';
import type { Person } from './person.ts';

const HOUR = 3_600_000;

/** What the rules would have found at submitting, without the facts; nothing of what was never submitted. */
export function riskRows(person: Person, { applicationId, at }: { applicationId: ApplicationId; at: Date }) {
  if (person.state === 'INCOMPLETE') return { columns: {}, assessments: [] };
  const signals = RISK_RULES.flatMap(({ code, points }) =>
    person.expected.signals.includes(code) ? [{ code, points, facts: {} }] : [],
  );
  const score = scoreOf(signals);
  const band = bandOf(score);
  const assessedAt = new Date(at.getTime() + HOUR);
  const own = { id: uuidv7(), applicationId, score, band, rulesVersion: RULES_VERSION, signals };
  return {
    columns: {
      riskScore: score,
      riskBand: band,
      riskAssessedAt: assessedAt,
      signalCodes: signals.map(({ code }) => code),
    },
    assessments: [{ ...own, cause: 'submitted', assessedAt }],
  };
}

/** Refused tries to give another's document number, noted for both. */
export async function noteTries(em: SqlEntityManager, people: readonly Person[], present: Date): Promise<void> {
  const names = new Map(people.map(({ id, username }) => [id, username]));
  const tries = people.flatMap(({ username, facts }) =>
    facts.flatMap(({ plant, of = '' }) =>
      plant === 'taken_document_number' ? [[username, names.get(of) ?? ''] as const] : [],
    ),
  );
  const users = await em.find(AppUser, { username: { $in: tries.flat() } }, { fields: ['id', 'username'] });
  const ids = new Map(users.map(({ id, username }) => [username, id]));
  const events = tries
    .flatMap(([one, other]) => [
      [one, other],
      [other, one],
    ])
    .map(([who = '', other = '']) => ({
      id: uuidv7(),
      eventType: 'SUSPICIOUS_ACTIVITY' as const,
      severity: 'MEDIUM' as const,
      userId: ids.get(who) ?? null,
      description: 'One document number was given by two customers',
      metadata: { signal: NUMBER_TAKEN, other: ids.get(other) ?? null },
      createdAt: present,
    }));
  if (events.length > 0) await em.insertMany(SecurityEvent, events);
}
