import { type AuditExportFilter, type AuditSearch, isAuditAction } from '@ostiary/domain/audit';
import { type AuditFilter, type AuditTurn, type ExportSearch, periodOf } from './audit-search.ts';

function toFilter({ person, category, action, target, ip, ...days }: AuditFilter): AuditExportFilter {
  return {
    actor: person,
    category: category && [category],
    action: action && isAuditAction(action) ? [action] : undefined,
    target,
    ip,
    ...periodOf(days),
  };
}

/** What the server is asked for an export; free text stays behind, and a trail is narrowed by nothing else. */
export function toExportFilter({ ofCase, ofPerson, ...filter }: ExportSearch): AuditExportFilter {
  if (ofCase !== undefined) return { trail: { of: 'case', id: ofCase } };
  return ofPerson === undefined ? toFilter(filter) : { trail: { of: 'person', id: ofPerson } };
}

export const toTurn = ({
  order = 'newest',
  cursor,
}: {
  order?: AuditSearch['order'] | undefined;
  cursor?: string | undefined;
}) => ({ order, cursor }) as const;

/** What the server is asked for. */
export const toSearchInput = ({ order, cursor, text, ...filter }: AuditFilter & AuditTurn) => ({
  ...toFilter(filter),
  text,
  ...toTurn({ order, cursor }),
});

/** Each question is itself on record: nothing is asked again that was not asked for by hand. */
export const askedByHand = { refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 60_000 } as const;
