import type { ApplicationStatus } from '@ostiary/domain/application';
import type { DuplicateMatch, DuplicateView } from '@ostiary/domain/review';
import type { ApplicationId, UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { veilOf } from '../access/veil.service.ts';
import type { Other } from './find-others.service.ts';

/** Most likely first; the rest says little about one person. */
const MOST = 20;

/** Many share an address or a network: that is a signal, not a person to compare with. */
const isLikeness = (match: Other['match']): match is DuplicateMatch => match !== 'ADDRESS' && match !== 'NETWORK';

interface Row {
  readonly id: UserId;
  readonly number: string;
  readonly name: string;
  readonly applicationId: ApplicationId | null;
  readonly status: ApplicationStatus | null;
}

const PEOPLE = `
  select c.id, c.customer_number as number, c.full_name as name,
    a.id as "applicationId", a.status
  from customer c
  left join lateral (select id, status from kyc_application
    where customer_id = c.id and submitted_at is not null and (?::uuid is null or branch_id = ?::uuid)
    order by created_at desc, id desc limit 1) a on true
  where c.id = any (?::uuid[])`;

/** Other customers who may be the same person, with what matches; those with most in common first. Never who asks. */
export async function presentDuplicates(ctx: StaffContext, others: readonly Other[]): Promise<DuplicateView[]> {
  const matches = new Map<UserId, Set<DuplicateMatch>>();
  for (const { match, customerId } of others)
    if (isLikeness(match) && customerId !== ctx.actor.id)
      matches.set(customerId, (matches.get(customerId) ?? new Set()).add(match));
  const likeliest = [...matches]
    .toSorted(([one, left], [other, right]) => right.size - left.size || (one < other ? 1 : -1))
    .slice(0, MOST);
  if (likeliest.length === 0) return [];
  const { onlyBranch } = ctx.actor;
  const rows = await ctx.em.execute<Row[]>(PEOPLE, [
    onlyBranch,
    onlyBranch,
    `{${likeliest.map(([id]) => id).join(',')}}`,
  ]);
  return likeliest.flatMap(([id, found]) => {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) return [];
    const { number: customerId, name, applicationId, status } = row;
    const isElsewhere = onlyBranch !== null && applicationId === null;
    const person = isElsewhere ? { customerId: null, name: null } : { customerId, name: veilOf(ctx).name(name) };
    return [{ ...person, applicationId, status, matches: [...found].toSorted() }];
  });
}
