import { UnstyledButton } from '@mantine/core';
import { Kbd } from '@ostiary/ui';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isChangeable, type ActionName } from './actions.ts';
import type { KeyProblem, useKeymap } from './keymap.ts';
import { writtenKey } from './shortcut-key.tsx';
import classes from './keyboard.module.css';

interface KeyRowProps {
  name: ActionName;
  keymap: ReturnType<typeof useKeymap>;
}

/** One action and its key; press the key's button, then the new key. Escape and Tab leave it as it was. */
export function KeyRow({ name, keymap }: KeyRowProps) {
  const { t } = useTranslation('review');
  const [isWaiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<KeyProblem | null>(null);
  const key = keymap.keyOf(name);
  const title = t(`action.${name}`);
  const take = (event: KeyboardEvent) => {
    if (!isWaiting || event.key === 'Shift' || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setWaiting(false);
    const found = keymap.change(name, event.key);
    setProblem(found);
    if (!found) setWaiting(false);
  };
  const begin = () => {
    setProblem(null);
    setWaiting(true);
  };
  return (
    <li>
      <span className={classes.keyName}>{title}</span>
      {isChangeable(name) ? (
        <UnstyledButton
          className={classes.keyButton}
          data-waiting={isWaiting ? true : undefined}
          aria-label={t(isWaiting ? 'help.pressFor' : key ? 'help.change' : 'help.give', { action: title, key })}
          onClick={begin}
          onKeyDownCapture={take}
          onBlur={() => setWaiting(false)}
        >
          {isWaiting ? t('help.press') : key ? <Kbd>{key}</Kbd> : t('help.noKey')}
        </UnstyledButton>
      ) : (
        <Kbd>{writtenKey(key)}</Kbd>
      )}
      <span role="status" className={classes.keyProblem}>
        {problem?.kind === 'taken' && t('help.taken', { action: t(`action.${problem.by}`) })}
        {problem?.kind === 'unusable' && t('help.unusable')}
      </span>
    </li>
  );
}
