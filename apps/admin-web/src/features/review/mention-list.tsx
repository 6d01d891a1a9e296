import { useTranslation } from 'react-i18next';
import type { useListbox } from './use-listbox.ts';
import type { useMention } from './use-mention.ts';
import classes from './notes.module.css';

interface MentionListProps {
  mention: ReturnType<typeof useMention>;
  list: ReturnType<typeof useListbox>;
  onPick: (index: number) => void;
}

/** The colleagues that fit what was typed after `@`. The field keeps the focus. */
export function MentionList({ mention, list, onPick }: MentionListProps) {
  const { t } = useTranslation('review');
  const { isOpen, isSearching, failed, found } = mention;
  const said = failed ? t('notes.peopleFailed') : isSearching ? '' : t('notes.people', { count: found.length });
  return (
    <>
      <p role="status" className={classes.muted}>
        {isOpen && said}
      </p>
      {found.length > 0 && (
        <div id={list.id} role="listbox" aria-label={t('notes.colleagues')} className={classes.people}>
          {found.map(({ id, name }, index) => (
            <div
              key={id}
              id={list.optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === list.active}
              className={classes.person}
              onPointerMove={() => list.setActive(index)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onPick(index)}
              onKeyDown={undefined}
            >
              {name}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
