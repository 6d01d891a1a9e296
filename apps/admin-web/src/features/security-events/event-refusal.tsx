import { Callout, sayTime, useLabels } from '@ostiary/ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { errorCode, errorDetails, errorText } from '../../lib/errors.ts';

const Resolved = z.object({ decidedBy: z.string(), decidedAt: z.iso.datetime() });
const Held = z.object({ heldBy: z.string() });

function refusalText(error: unknown, { t, locale }: { t: TFunction; locale: string }): string {
  const [code, details] = [errorCode(error), errorDetails(error)];
  const resolved = Resolved.safeParse(details).data;
  if (code === 'ALREADY_REVIEWED' && resolved)
    return t('security-events:refused.resolved', {
      name: resolved.decidedBy,
      at: sayTime({ at: new Date(resolved.decidedAt), now: new Date(), locale, isWithin: true }),
    });
  const held = Held.safeParse(details).data;
  if (code === 'CASE_HELD' && held) return t('security-events:refused.held', { name: held.heldBy });
  if (code === 'SELF_REVIEW_FORBIDDEN') return t('security-events:refused.own');
  return code === 'RECORD_CHANGED' ? t('security-events:refused.changed') : errorText(error, t);
}

/** Why something was not done, and how to go on; nothing where it was. */
export function EventRefusal({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { locale } = useLabels();
  if (!error) return null;
  return (
    <Callout tone="refusal" role="alert">
      {refusalText(error, { t, locale })}
    </Callout>
  );
}
