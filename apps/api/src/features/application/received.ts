import type { ApplicationOverview } from '@ostiary/domain/application';
import type { LedgerRow } from '@ostiary/domain/requirements';
import type { CaseFile } from '../requirements/case-file.service.ts';

/** When what stands in a row came in; undefined where nobody noted it. */
function receivedOf({ application, user, states, data, documents }: CaseFile, { code, kind }: LedgerRow) {
  if (code === 'email') return user.emailConfirmedAt;
  if (code === 'phone') return user.phoneConfirmedAt;
  if (kind === 'consent') return application.consentAt;
  // Oldest first: the newest is what completed the row.
  if (kind === 'document') return documents.findLast(({ requirement }) => requirement === code)?.uploadedAt;
  return states.find((state) => state.code === code)?.givenAt ?? data.find((row) => row.code === code)?.savedAt;
}

/** By row, for what was given and not only begun. */
export function receivedAt(file: CaseFile): ApplicationOverview['receivedAt'] {
  const given = file.rows.filter(({ state }) => state !== 'missing' && state !== 'in_progress');
  return Object.fromEntries(
    given.flatMap((row) => {
      const at = receivedOf(file, row);
      return at ? [[row.code, at.toISOString()]] : [];
    }),
  );
}
