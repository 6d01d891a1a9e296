import type { KycApplication } from '@ostiary/db';
import { assertMayDecide } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { standingOf } from './standing.ts';

/** What the record says was changed after the version on the screen: requirement codes where it names them. */
async function changedSince(ctx: StaffContext, application: KycApplication, version: number): Promise<string[]> {
  if (application.version === version) return [];
  const rows = await ctx.em.execute<{ what: string }[]>(
    `select distinct coalesce(canonical::jsonb -> 'after' ->> 'requirement', action) as what from audit_event
     where target_type = 'kyc_application' and target_id = ? and (canonical::jsonb -> 'after' ->> 'version')::int > ?`,
    [application.id, version],
  );
  return rows.length > 0 ? rows.map((row) => row.what) : ['application'];
}

/** The order of refusals before any judgement or decision; the caller holds the application's row lock. */
export async function assertDecider(ctx: StaffContext, { application }: CaseFile, version: number): Promise<void> {
  const changed = await changedSince(ctx, application, version);
  assertMayDecide(await standingOf(ctx.em, application), { id: ctx.actor.id, now: ctx.now, version, changed });
}
