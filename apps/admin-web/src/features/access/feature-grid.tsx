import { Switch } from '@mantine/core';
import { Feature, type FeatureList } from '@ostiary/domain/access';
import { Time } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import type { Turn } from './feature-dialog.tsx';
import classes from './access.module.css';

type Role = FeatureList['roles'][number];
type Entry = Role['features'][number];

interface CellProps {
  role: Role;
  feature: Feature;
  onTurn?: (turn: Turn) => void;
}

function OffNote({ off }: { off: NonNullable<Entry['off']> }) {
  const { t } = useTranslation('access');
  return (
    <span className={classes.note}>
      {t('offBy', { name: off.by })} <Time value={off.at} isWithin />: {off.why}
    </span>
  );
}

function Cell({ role, feature, onTurn }: CellProps) {
  const { t } = useTranslation('access');
  const entry = role.features.find((one) => one.feature === feature);
  const roleName = t(`people:role.${role.role}`, { defaultValue: role.role });
  if (!entry) return <span className={classes.quiet}>{t('notOfRole')}</span>;
  const { isOn, isFixed } = entry;
  const word = t(isOn ? 'on' : 'off');
  return (
    <div className={classes.cell}>
      {onTurn ? (
        <Switch
          size="sm"
          checked={isOn}
          disabled={isFixed}
          label={word}
          classNames={{ track: classes.track }}
          aria-label={t('switch', { feature: t(`feature.${feature}.name`), role: roleName })}
          onChange={() => onTurn({ role: role.role, people: role.people, feature, enabled: !isOn })}
        />
      ) : (
        <span data-off={isOn ? undefined : true}>{word}</span>
      )}
      {isFixed && <span className={classes.note}>{t('fixed')}</span>}
      {entry.off && <OffNote off={entry.off} />}
    </div>
  );
}

interface FeatureGridProps {
  list: FeatureList;
  /** Left out where the reader only looks. */
  onTurn?: (turn: Turn) => void;
}

/** Features down, roles across; each cell says whether that part of the desk is open to that role. */
export function FeatureGrid({ list: { roles }, onTurn }: FeatureGridProps) {
  const { t } = useTranslation('access');
  const features = Feature.options.filter((feature) =>
    roles.some((role) => role.features.some((one) => one.feature === feature)),
  );
  return (
    // Scrolls sideways, so it must take the focus (WCAG 2.1.1).
    <div className={classes.region} role="region" aria-label={t('caption')} tabIndex={0}>
      <table className={classes.grid} aria-label={t('caption')}>
        <thead>
          <tr>
            <th scope="col">{t('part')}</th>
            {roles.map(({ role, people }) => (
              <th key={role} scope="col">
                {t(`people:role.${role}`, { defaultValue: role })}
                <span className={classes.note}>{t('people', { count: people })}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {features.map((feature) => (
            <tr key={feature}>
              <th scope="row">
                {t(`feature.${feature}.name`)}
                <span className={classes.note}>{t(`feature.${feature}.text`)}</span>
              </th>
              {roles.map((role) => (
                <td key={role.role} data-label={t(`people:role.${role.role}`, { defaultValue: role.role })}>
                  <Cell role={role} feature={feature} onTurn={onTurn} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
