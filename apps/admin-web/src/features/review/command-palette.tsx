import { Modal, TextInput } from '@mantine/core';
import { useLabels } from '@ostiary/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionNames, type ActionName } from './actions.ts';
import { useKeymap } from './keymap.ts';
import { ShortcutKey } from './shortcut-key.tsx';
import { offeredActions, type Offer } from './use-action.ts';
import { useListbox } from './use-listbox.ts';
import classes from './keyboard.module.css';

interface Found extends Offer {
  title: string;
}

/** Possible actions first, each with its name; the words may come in any order. */
function useFound(offers: readonly Offer[], query: string): Found[] {
  const { t } = useTranslation('review');
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return offers
    .map((offer) => ({ ...offer, title: t(`action.${offer.name}`) }))
    .filter(({ title }) => words.every((word) => title.toLocaleLowerCase().includes(word)))
    .toSorted(
      (one, other) =>
        Number(!one.run) - Number(!other.run) || actionNames.indexOf(one.name) - actionNames.indexOf(other.name),
    );
}

interface OptionsProps {
  found: readonly Found[];
  list: ReturnType<typeof useListbox>;
  onPick: (index: number) => void;
}

function Options({ found, list, onPick }: OptionsProps) {
  const { t } = useTranslation('review');
  const { keyOf } = useKeymap();
  const active = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: new browsers return a promise here, which React would take for a clean-up.
    active.current?.scrollIntoView({ block: 'nearest' });
  }, [list.active]);
  return (
    <div id={list.id} role="listbox" aria-label={t('palette.actions')} className={classes.options}>
      {found.map(({ name, title, run }, index) => (
        // The field keeps the focus and has the keys of the list.
        <div
          key={name}
          ref={index === list.active ? active : undefined}
          id={list.optionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === list.active}
          aria-disabled={run ? undefined : true}
          className={classes.option}
          onPointerMove={() => list.setActive(index)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(index)}
          onKeyDown={undefined}
        >
          <span>{title}</span>
          {run ? <ShortcutKey>{keyOf(name)}</ShortcutKey> : <span className={classes.not}>{t('palette.not')}</span>}
        </div>
      ))}
    </div>
  );
}

interface PaletteProps {
  onClose: () => void;
  onRun: (name: ActionName) => void;
}

/** Everything that can be done here, by name. What cannot be done now says so. */
export function CommandPalette({ onClose, onRun }: PaletteProps) {
  const { t } = useTranslation('review');
  const labels = useLabels();
  const [query, setQuery] = useState('');
  const [offers] = useState(() => offeredActions().filter(({ name }) => name !== 'palette'));
  const found = useFound(offers, query);
  const pick = (index: number) => {
    const offer = found[index];
    if (offer?.run) onRun(offer.name);
  };
  const list = useListbox({ count: found.length, onPick: pick });
  const search = (text: string) => {
    setQuery(text);
    list.setActive(0);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('palette.title')}
      closeButtonProps={{ 'aria-label': labels.close }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      size="lg"
    >
      <TextInput
        mt={4}
        data-autofocus
        role="combobox"
        aria-expanded={found.length > 0}
        {...list.field}
        aria-controls={list.id}
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        value={query}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={list.press}
      />
      <p role="status" className={classes.count}>
        {t('palette.found', { count: found.length })}
      </p>
      <Options found={found} list={list} onPick={pick} />
    </Modal>
  );
}
