import { Button, TextInput, type TextInputProps } from '@mantine/core';
import type { StaffNetworksView } from '@ostiary/domain/auth';
import { Time } from '@ostiary/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './networks.module.css';

interface NetworkRowProps {
  number: number;
  network: TextInputProps;
  note: TextInputProps;
  /** As it was saved; undefined for a row not saved yet. */
  saved: StaffNetworksView['networks'][number] | undefined;
  hasFocus: boolean;
  onRemove: () => void;
}

export function NetworkRow({ number, network, note, saved, hasFocus, onRemove }: NetworkRowProps) {
  const { t } = useTranslation('networks');
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (hasFocus) first.current?.focus();
  }, [hasFocus]);
  return (
    <li className={classes.row}>
      <TextInput
        size="sm"
        label={t('row.network', { number })}
        classNames={{ label: classes.label }}
        placeholder="192.0.2.0/24"
        spellCheck={false}
        autoCapitalize="none"
        ref={first}
        maxLength={50}
        {...network}
      />
      <TextInput
        size="sm"
        label={t('row.note', { number })}
        classNames={{ label: classes.label }}
        placeholder={t('row.notePlaceholder')}
        maxLength={100}
        {...note}
      />
      <span className={classes.quiet}>
        {saved ? (
          <>
            {saved.addedBy ?? t('row.somebody')}, <Time value={saved.addedAt} as="date" />
          </>
        ) : (
          t('row.unsaved')
        )}
      </span>
      <Button variant="subtle" size="sm" onClick={onRemove} aria-label={t('row.removeNumber', { number })}>
        {t('row.remove')}
      </Button>
    </li>
  );
}
