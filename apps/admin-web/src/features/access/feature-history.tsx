import type { FeatureList } from '@ostiary/domain/access';
import { Section, Time, Timeline } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import classes from './access.module.css';

/** What was switched, by whom and why, newest first; left out while nothing was. */
export function FeatureHistory({ changes }: Pick<FeatureList, 'changes'>) {
  const { t } = useTranslation('access');
  if (changes.length === 0) return null;
  return (
    <Section title={t('history.title')}>
      <Timeline
        entries={changes.map(({ id, role, feature, isOn, by, at, why, isAsRecorded }) => ({
          id,
          text: (
            <>
              {t(`history.${isOn ? 'on' : 'off'}`, {
                by,
                feature: t(`feature.${feature}.name`),
                role: t(`people:role.${role}`, { defaultValue: role }),
              })}
              <span className={classes.note}>{why}</span>
              {!isAsRecorded && <span className={classes.note}>{t('people:notAsRecorded')}</span>}
            </>
          ),
          at: <Time value={at} />,
        }))}
      />
    </Section>
  );
}
