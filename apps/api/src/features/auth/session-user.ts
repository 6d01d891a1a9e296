import type { AppUser } from '@ostiary/db';
import { featuresWith } from '@ostiary/domain/access';
import { type ApplicationStatus, kycStatusOf, TOLD_RISK_PROFILE } from '@ostiary/domain/application';
import type { SessionUser } from '@ostiary/domain/auth';
import { Permission } from '@ostiary/domain/shared';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { isSecondFactorRequired } from '../../security-profile.ts';

interface Standing {
  readonly customer_number: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly status: ApplicationStatus | null;
  readonly has_second_factor: boolean;
  readonly permissions: string[];
}

const READ_STANDING = `
  select c.customer_number, c.first_name, c.last_name, a.status,
    exists (select from second_factor f where f.user_id = u.id and f.confirmed_at is not null) as has_second_factor,
    coalesce((select array_agg(distinct permission) from user_role ur join role r on r.id = ur.role_id
      cross join unnest(r.effective) permission
      where ur.user_id = u.id and ur.is_active and r.is_active), '{}') as permissions
  from app_user u left join customer c on c.id = u.id
  left join lateral (select status from kyc_application where customer_id = u.id order by created_at desc limit 1) a on true
  where u.id = ?`;

/** What a portal needs to greet the person and to know which door is open to them. */
export async function sessionUser(ctx: Context, user: AppUser): Promise<SessionUser> {
  const [row] = await ctx.em.execute<Standing[]>(READ_STANDING, [user.id]);
  const name = [row?.first_name, row?.last_name].filter(Boolean).join(' ');
  const permissions = z.array(Permission).parse(row?.permissions ?? []);
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    customerId: row?.customer_number ?? null,
    displayName: user.displayName ?? (name || user.username),
    kycStatus: row?.status ? kycStatusOf(row.status) : null,
    riskProfile: row?.status ? TOLD_RISK_PROFILE : null,
    status: row?.status ?? null,
    emailConfirmed: user.emailConfirmedAt != null,
    phoneConfirmed: user.phoneConfirmedAt != null,
    mustEnrol:
      row?.has_second_factor !== true && (user.requiresSecondFactor || isSecondFactorRequired(ctx.deps.env, ctx.door)),
    permissions,
    features: featuresWith(permissions),
  };
}
