import type { SessionView } from '@ostiary/domain/access';
import type { UserId } from '@ostiary/domain/shared';
import type { StaffContext } from '../../context.ts';
import { deviceLabel } from '../sessions/device-label.service.ts';

const HIDDEN = '•••';

interface SessionRow {
  readonly id: string;
  readonly kind: 'CUSTOMER' | 'STAFF';
  readonly user_agent: string | null;
  readonly address: string | null;
  readonly created_at: string;
  readonly last_used_at: string;
  readonly absolute_expires_at: string;
  readonly has_second_factor: boolean;
}

const iso = (text: string) => new Date(text).toISOString();

/** Where somebody is signed in now, the latest used first; `seesAddress` is for those who may end them. */
export async function sessionsOf(
  ctx: StaffContext,
  { id, seesAddress }: { readonly id: UserId; readonly seesAddress: boolean },
): Promise<SessionView[]> {
  const rows = await ctx.em.execute<SessionRow[]>(
    `select id, kind, user_agent, host(ip) as address, created_at, last_used_at, absolute_expires_at,
       'otp' = any (amr) as has_second_factor
     from session where user_id = ? and revoked_at is null and absolute_expires_at > ? and coalesce(idle_expires_at > ?, true)
     order by last_used_at desc, id desc limit 50`,
    [id, ctx.now, ctx.now],
  );
  return rows.map((row) => ({
    id: row.id,
    portal: row.kind === 'STAFF' ? 'staff' : 'customer',
    device: deviceLabel(row.user_agent ?? ''),
    address: seesAddress ? (row.address ?? '') : HIDDEN,
    startedAt: iso(row.created_at),
    lastUsedAt: iso(row.last_used_at),
    endsAt: iso(row.absolute_expires_at),
    hasSecondFactor: row.has_second_factor,
  }));
}
