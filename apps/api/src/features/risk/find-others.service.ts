import type { DuplicateMatch } from '@ostiary/domain/review';
import type { UserId } from '@ostiary/domain/shared';
import type { Context } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import { findSame } from '../keys/find-same.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

/** Marks the security events of a document number that was refused because it is another's. */
export const NUMBER_TAKEN = 'DOCUMENT_NUMBER_TAKEN';

export type Match = DuplicateMatch | 'ADDRESS' | 'NETWORK';

/** Another customer, and what they have in common with the applicant. */
export interface Other {
  readonly match: Match;
  readonly customerId: UserId;
  /** They submitted within a day. */
  readonly isRecent: boolean;
}

/** Of trigrams (pg_trgm): two spellings of one name are above, two names of one family mostly below. */
export const SIMILAR_NAME = 0.6;
const MOST = 100;

/** Say nothing of a place: a branch, a proxy, a carrier's own network, addresses of documentation (RFC 5737, 3849). */
const NOWHERE = `array['0.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8', '169.254.0.0/16',
  '100.64.0.0/10', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '::1/128', 'fc00::/7',
  'fe80::/10']::inet[]`;

/** Customers seen in the ranges around the applicant's own addresses; `lengths` is of IPv4 and of IPv6. */
const around = ([four, six]: readonly [number, number]) => `
  select seen.user_id as id from own
  cross join lateral (select set_masklen(own.ip, case family(own.ip) when 4 then ${four} else ${six} end) as net) n
  cross join lateral (
    select l.user_id from login_activity l, me
    where l.ip between host(network(n.net))::inet and host(broadcast(n.net))::inet and l.at > me.now - interval '30 days'
      and l.door = 'customer' and l.outcome = 'SUCCEEDED' and l.user_id <> me.id limit 1000) seen`;

const OTHERS = `
  with me as (select id, name_key, date_of_birth, ?::timestamptz as now from customer where id = ?),
  own as (
    select distinct ip from (
      select l.ip from login_activity l, me where l.user_id = me.id and l.at > me.now - interval '30 days'
        and l.outcome = 'SUCCEEDED' order by l.at desc limit 50) newest
    where not ip <<= any (${NOWHERE})
  ), found as (
    select 'NAME_AND_BIRTH_DATE' as match, c.id from me join customer c on c.date_of_birth = me.date_of_birth
      where c.id <> me.id and c.erased_at is null and similarity(c.name_key, me.name_key) >= ${SIMILAR_NAME}
    -- Whoever issued it: another region is soon named.
    union select 'DOCUMENT_NUMBER', o.customer_id from me join kyc_document d on d.customer_id = me.id
      join kyc_document o on o.number_index = d.number_index and o.document_type = d.document_type
        and o.customer_id <> me.id
      where d.document_type in ('GOVERNMENT_ID', 'PASSPORT', 'DRIVER_LICENSE')
    union select 'DOCUMENT_NUMBER', (e.metadata ->> 'other')::uuid from me join security_event e on e.user_id = me.id
      where e.metadata ->> 'signal' = '${NUMBER_TAKEN}' and e.metadata ->> 'other' is not null
    union select 'DEVICE', o.user_id from me join known_device d on d.user_id = me.id
      join known_device o on o.device_id = d.device_id and o.user_id <> me.id
      where least(d.last_seen_at, o.last_seen_at) > me.now - interval '90 days'
    union select 'ADDRESS', id from (${around([32, 64])}) same
    union select 'NETWORK', id from (${around([24, 48])}) near
  )
  select found.match, c.id as "customerId", exists (
    select from kyc_application a, me where a.customer_id = c.id and a.status not in ('WITHDRAWN', 'REJECTED')
      and a.submitted_at > me.now - interval '1 day') as "isRecent"
  from found join customer c on c.id = found.id
  order by found.match, c.id desc limit ?`;

const OF_NUMBERS: Readonly<Record<string, DuplicateMatch>> = {
  ssn: 'SSN',
  aadhaar: 'AADHAAR',
  pan: 'PAN',
  tax_id_alternative: 'TAX_ID',
  bank_account: 'BANK_ACCOUNT',
  business: 'BUSINESS_NUMBER',
  owners: 'OWNER',
  control_person: 'OWNER',
};

type Searching = Pick<Context, 'em' | 'now' | 'deps'>;

/**
 * Everybody who has something in common with the applicant: numbers by their blind index, name and birth date, document
 * numbers, browsers, internet addresses. Two questions to the database; nothing is opened but under several index keys.
 */
export async function findOthers(ctx: Searching, file: CaseFile, vault: Vault): Promise<Other[]> {
  const same = await findSame(ctx, file, vault);
  const others = await ctx.em.execute<Other[]>(OTHERS, [ctx.now, file.customer.id, MOST * 6]);
  const numbers = same.flatMap(({ code, customerId }) => {
    const match = OF_NUMBERS[code];
    return match === undefined ? [] : [{ match, customerId, isRecent: false }];
  });
  const atHome = new Set(others.flatMap(({ match, customerId }) => (match === 'ADDRESS' ? [customerId] : [])));
  return [...numbers, ...others.filter(({ match, customerId }) => match !== 'NETWORK' || !atHome.has(customerId))];
}
