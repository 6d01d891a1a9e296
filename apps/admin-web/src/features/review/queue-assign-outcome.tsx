import { Button } from '@mantine/core';
import { Callout } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import type { Outcome } from './use-assign.ts';
import classes from './queue.module.css';

/** What became of each case: how many went through, and by name why the others did not. */
export function AssignOutcome({ result, names, onClose }: Outcome & { onClose: () => void }) {
  const { t } = useTranslation('queue');
  const { assigned, refused } = result;
  return (
    <Callout
      tone={refused.length > 0 ? 'caution' : 'accepted'}
      role="status"
      title={t('assign.done', { count: assigned.length })}
    >
      {refused.length > 0 && (
        <>
          {t('assign.refused', { count: refused.length })}
          <ul className={classes.refused}>
            {refused.map(({ id, code, message }) => (
              <li key={id}>
                {t('assign.why', {
                  name: names.get(id) ?? '',
                  why: t(`common:errors.${code}`, { defaultValue: message }),
                })}
              </li>
            ))}
          </ul>
        </>
      )}{' '}
      <Button variant="subtle" size="compact-sm" onClick={onClose}>
        {t('assign.close')}
      </Button>
    </Callout>
  );
}
