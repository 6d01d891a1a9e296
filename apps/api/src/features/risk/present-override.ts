import { AppUser, RiskOverride } from '@ostiary/db';
import type { CaseRisk } from '@ostiary/domain/review';
import type { OverrideView } from '@ostiary/domain/risk';
import type { StaffContext } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

export const reasonPlace = (rowId: string) => ({ table: 'risk_override', column: 'reason_encrypted', rowId });

const MOST = 20;

/** The override of a case that waits or counts, and those that ended, with reasons opened; empty where one does not open. */
export async function presentOverrides(
  { em, actor }: StaffContext,
  { application }: CaseFile,
  vault: Vault,
): Promise<Pick<CaseRisk, 'override' | 'pastOverrides'>> {
  const rows = await em.find(
    RiskOverride,
    { applicationId: application.id },
    { orderBy: { askedAt: 'desc', id: 'desc' }, limit: MOST, refresh: true },
  );
  const ids = rows.flatMap(({ askedBy, judgedBy }) => [askedBy, judgedBy ?? []].flat());
  const people = ids.length === 0 ? [] : await em.find(AppUser, { id: { $in: ids } });
  const nameOf = (id: AppUser['id']) => {
    const person = people.find((candidate) => candidate.id === id);
    return person?.displayName ?? person?.username ?? '';
  };
  const view = (row: RiskOverride): OverrideView => ({
    overrideId: row.id,
    fromBand: row.fromBand,
    band: row.band,
    reason: vault.read(reasonPlace(row.id), row.reasonEncrypted) ?? '',
    endsAt: row.endsAt.toISOString(),
    state: row.state,
    askedBy: { name: nameOf(row.askedBy), isMe: row.askedBy === actor.id },
    askedAt: row.askedAt.toISOString(),
    judgedBy: row.judgedBy == null ? null : nameOf(row.judgedBy),
    endedAt: row.endedAt?.toISOString() ?? null,
  });
  const isOpen = ({ state }: RiskOverride) => state === 'WAITING' || state === 'LIVE';
  const open = rows.find(isOpen);
  return { override: open ? view(open) : null, pastOverrides: rows.filter((row) => !isOpen(row)).map(view) };
}
