import { Button, Stack } from '@mantine/core';
import { Callout, Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { errorText, requestId } from '../../lib/errors.ts';
import type { CaseRefusal } from './case-notice.ts';
import { useClock } from './use-clock.ts';

/** Why the last thing was not done, and how to go on. */
export function RefusalNotice({ refusal, onDismiss }: { refusal: CaseRefusal; onDismiss: () => void }) {
  const { t } = useTranslation('review');
  const clock = useClock();
  switch (refusal.kind) {
    case 'reviewed':
      return (
        <Callout
          tone="caution"
          role="alert"
          title={t('refused.reviewed', { name: refusal.decidedBy, status: t(`decided.${refusal.status}`) })}
        >
          <Time value={refusal.decidedAt} />. {t('refused.reviewedText')}
        </Callout>
      );
    case 'held':
      return (
        <Callout tone="caution" role="alert" title={t('held', { name: refusal.heldBy, time: clock(refusal.until) })}>
          {t('heldText')}
        </Callout>
      );
    case 'changed':
      return (
        <Callout tone="caution" role="alert" title={t('refused.changed')}>
          <Stack gap={6} align="flex-start">
            {refusal.changed.length > 0 && (
              <ul>
                {refusal.changed.map((what) => (
                  <li key={what}>{what}</li>
                ))}
              </ul>
            )}
            <span>{t('refused.changedText')}</span>
            <Button size="compact-sm" variant="default" onClick={onDismiss}>
              {t('refused.seen')}
            </Button>
          </Stack>
        </Callout>
      );
    case 'lapsed':
      return (
        <Callout tone="caution" role="alert" title={t('lapsed')}>
          {t('lapsedText')}
        </Callout>
      );
    case 'tooLate':
      return (
        <Callout tone="caution" role="alert" title={t('refused.tooLate')}>
          {t('refused.tooLateText')}
        </Callout>
      );
    case 'failed': {
      const id = requestId(refusal.error);
      return (
        <Callout tone="refusal" role="alert" title={errorText(refusal.error, t)}>
          {id && t('common:ui.requestId', { id })}
        </Callout>
      );
    }
  }
}
