import { Button, Stack } from '@mantine/core';
import type { CaseRequirement } from '@ostiary/domain/review';
import { Callout, Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { errorText, requestId } from '../../lib/errors.ts';
import type { CaseRefusal } from './case-notice.ts';
import { useClock } from './use-clock.ts';

interface RefusalNoticeProps {
  refusal: CaseRefusal;
  rows: readonly Pick<CaseRequirement, 'code' | 'title'>[];
  onDismiss: () => void;
}

/** What the server says was changed, in words: requirements by their title, anything else by what happened. */
function Changes({ changed, rows }: Pick<RefusalNoticeProps, 'rows'> & { changed: readonly string[] }) {
  const { t } = useTranslation('review');
  const other = t('changed.other');
  const sayChange = (what: string) =>
    rows.find(({ code }) => code === what)?.title ??
    t(`changed.${what.replaceAll(/[.-]/g, '_')}`, { defaultValue: other });
  const said = [...new Set(changed.map(sayChange))];
  return (
    <ul>
      {said.map((what) => (
        <li key={what}>{what}</li>
      ))}
    </ul>
  );
}

/** Why the last thing was not done, and how to go on. */
export function RefusalNotice({ refusal, rows, onDismiss }: RefusalNoticeProps) {
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
            {refusal.changed.length > 0 && <Changes changed={refusal.changed} rows={rows} />}
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
