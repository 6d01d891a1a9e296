import type { PolicyChange } from '@ostiary/domain/policy';
import { Pill } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { useTold } from './use-told.ts';
import classes from './policies.module.css';

const tones = { added: 'accepted', removed: 'refusal', moved: 'accent', changed: 'caution' } as const;

/** What kind of difference: a word, never a colour alone. */
export function ChangeMark({ kind }: Pick<PolicyChange, 'kind'>) {
  const { t } = useTranslation('policies');
  return <Pill tone={tones[kind]}>{t(`change.${kind}`)}</Pill>;
}

export function ChangeList({ changes }: { changes: readonly PolicyChange[] }) {
  const { t } = useTranslation('policies');
  const told = useTold();
  if (changes.length === 0) return <p>{t('change.none')}</p>;
  return (
    <ul className={classes.changes} aria-label={t('change.label')}>
      {changes.map(({ kind, path, text }) => (
        <li key={`${kind} ${path}`}>
          <ChangeMark kind={kind} />
          <span>{told(text)}</span>
        </li>
      ))}
    </ul>
  );
}
