import { Text } from '@mantine/core';
import type { AccessChange, PersonView } from '@ostiary/domain/access';
import { Section, Time, Timeline } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { useRoleName } from './person-marks.tsx';
import classes from './people.module.css';

function Change({ change }: { change: AccessChange }) {
  const { t } = useTranslation('people');
  const nameOf = useRoleName();
  const { kind, role, branch, why } = change;
  const by = change.by ?? t('somebody');
  return (
    <>
      {t(`change.${kind}`, { by, role: role && nameOf(role), branch: branch ?? t('noBranch') })}
      {why && <div className={`${classes.quiet} ${classes.why}`}>{why}</div>}
      {change.isAsRecorded === false && <div className={classes.quiet}>{t('notAsRecorded')}</div>}
    </>
  );
}

/** Everything that was ever done to the person's access, newest first. */
export function PersonHistory({ view: { history } }: { view: PersonView }) {
  const { t } = useTranslation('people');
  return (
    <Section title={t('history')}>
      {history.length === 0 ? (
        <Text className={classes.quiet}>{t('noHistory')}</Text>
      ) : (
        <Timeline
          entries={history.map((change) => ({
            id: change.id,
            text: <Change change={change} />,
            at: <Time value={change.at} />,
          }))}
        />
      )}
    </Section>
  );
}
