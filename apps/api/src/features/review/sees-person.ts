import type { StaffContext } from '../../context.ts';
import { seesWhole } from '../access/case-reading.service.ts';
import { veilOf } from '../access/veil.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

/** Stands where somebody may know that there is something, and not what. */
export const HIDDEN = '•••';

const NAMING: readonly string[] = ['identity', 'email', 'phone', 'business', 'control_person'];

/** What a row was given, as this person may read it: who somebody is stays veiled from those who only read. */
export function shownSummary(ctx: StaffContext, code: string, summary: string | null): string | null {
  return summary !== null && NAMING.includes(code) && veilOf(ctx).isDrawn ? HIDDEN : summary;
}

/** Whether this person reads the address and the birth date. */
export const seesPerson = (ctx: StaffContext, { application }: Pick<CaseFile, 'application'>): boolean =>
  seesWhole(ctx, application);
