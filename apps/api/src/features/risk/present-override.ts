import { AppUser } from '@ostiary/db';
import type { OverrideView } from '@ostiary/domain/risk';
import type { StaffContext } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { findOpenOverride } from './counting-band.ts';

export const reasonPlace = (rowId: string) => ({ table: 'risk_override', column: 'reason_encrypted', rowId });

/** The override of a case that waits or counts, with its reason opened; an empty reason where it does not open. */
export async function presentOverride(
  { em, actor }: StaffContext,
  { application }: CaseFile,
  vault: Vault,
): Promise<OverrideView | null> {
  const row = await findOpenOverride(em, application);
  if (row === null) return null;
  const ids = [row.askedBy, row.judgedBy].flatMap((id) => id ?? []);
  const people = await em.find(AppUser, { id: { $in: ids } });
  const nameOf = (id: AppUser['id']) => {
    const person = people.find((candidate) => candidate.id === id);
    return person?.displayName ?? person?.username ?? '';
  };
  return {
    overrideId: row.id,
    fromBand: row.fromBand,
    band: row.band,
    reason: vault.read(reasonPlace(row.id), row.reasonEncrypted) ?? '',
    endsAt: row.endsAt.toISOString(),
    state: row.state,
    askedBy: { name: nameOf(row.askedBy), isMe: row.askedBy === actor.id },
    askedAt: row.askedAt.toISOString(),
    judgedBy: row.judgedBy == null ? null : nameOf(row.judgedBy),
  };
}
