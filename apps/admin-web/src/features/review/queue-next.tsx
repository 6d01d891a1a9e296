import { Button } from '@mantine/core';
import { Callout } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { ShortcutKey, spokenKey } from './shortcut-key.tsx';
import { useAction } from './use-action.ts';
import type { useNextCase } from './use-next-case.ts';
import classes from './queue.module.css';

type Next = ReturnType<typeof useNextCase>;

export function NextButton({ next }: { next: Next }) {
  const { t } = useTranslation('queue');
  const key = useAction('next', next.open);
  return (
    <Button onClick={next.open} loading={next.isPending} aria-keyshortcuts={spokenKey(key)}>
      {t('next.action')}
      <ShortcutKey>{key}</ShortcutKey>
    </Button>
  );
}

/** What became of asking for the next case, when it opened none. */
export function NextAnswer({ next }: { next: Next }) {
  const { t } = useTranslation('queue');
  return (
    <div role="status" className={classes.answer}>
      {next.isNothingWaiting && (
        <Callout tone="info" title={t('next.none')}>
          {t('next.noneText')}
        </Callout>
      )}
      {next.error && (
        <Callout tone="refusal" role="alert">
          {errorText(next.error, t)}
        </Callout>
      )}
    </div>
  );
}
