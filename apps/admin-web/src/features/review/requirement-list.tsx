import { Button, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { CaseRequirement } from '@ostiary/domain/review';
import { StatusIcon } from '@ostiary/ui';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeymap } from './keymap.ts';
import { ShortcutKey, spokenKey } from './shortcut-key.tsx';
import type { CaseDeskState } from './use-case-desk.ts';
import classes from './case.module.css';

function useRowWords(row: CaseRequirement): string {
  const { t } = useTranslation('review');
  if (row.isChecking) return t('row.checking');
  if (row.judgedBy !== null) return row.judgedBy;
  if (row.state !== 'accepted') return t(`row.${row.state}`);
  return t(row.kind === 'consent' ? 'row.given' : 'row.byCode');
}

function RowActions({ row, desk }: { row: CaseRequirement; desk: CaseDeskState }) {
  const { t } = useTranslation('review');
  const { keyOf } = useKeymap();
  const isJudged = row.state !== 'submitted';
  return (
    <div className={classes.rowActions}>
      {row.state !== 'accepted' && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={desk.accept}
          aria-keyshortcuts={spokenKey(keyOf('accept'))}
        >
          {t('accept')}
          <ShortcutKey>{keyOf('accept')}</ShortcutKey>
        </Button>
      )}
      {row.state !== 'refused' && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={desk.startRefusing}
          aria-keyshortcuts={spokenKey(keyOf('refuse'))}
          aria-expanded={desk.isRefusing}
        >
          {t('refuse')}
          <ShortcutKey>{keyOf('refuse')}</ShortcutKey>
        </Button>
      )}
      {isJudged && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={desk.clear}
          aria-keyshortcuts={spokenKey(keyOf('takeBack'))}
        >
          {t('takeBack')}
          <ShortcutKey>{keyOf('takeBack')}</ShortcutKey>
        </Button>
      )}
    </div>
  );
}

interface ItemProps {
  row: CaseRequirement;
  desk: CaseDeskState;
  onWalk: (event: KeyboardEvent) => void;
}

function RequirementItem({ row, desk, onWalk }: ItemProps) {
  const { t } = useTranslation('review');
  const item = useRef<HTMLLIElement>(null);
  const isCurrent = row.code === desk.row?.code;
  const words = useRowWords(row);
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li ref={item} className={classes.row} data-current={isCurrent ? true : undefined}>
      <UnstyledButton
        className={classes.rowButton}
        aria-current={isCurrent ? 'true' : undefined}
        data-requirement={row.code}
        onClick={() => desk.select(row.code)}
        onKeyDown={onWalk}
      >
        <StatusIcon status={row.isChecking ? 'in_progress' : row.state} />
        <span className={classes.rowTitle}>{row.title}</span>
        <VisuallyHidden>{t(`state.${row.isChecking ? 'checking' : row.state}`)}</VisuallyHidden>
        <span className={classes.rowWords}>{words}</span>
      </UnstyledButton>
      {row.reason && (
        <p className={classes.rowReason}>
          {row.reason.label}
          {row.reason.note && <span className={classes.muted}> · {row.reason.note}</span>}
        </p>
      )}
      {isCurrent && desk.canJudge && <RowActions row={row} desk={desk} />}
    </li>
  );
}

/** The checklist. `j` and `k` move anywhere on the screen, the arrow keys within the list. */
export function RequirementList({ rows, desk }: { rows: readonly CaseRequirement[]; desk: CaseDeskState }) {
  const { t } = useTranslation('review');
  const list = useRef<HTMLUListElement>(null);
  const walk = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-requirement]') ?? [])];
    const at = rows.findIndex(({ code }) => code === desk.row?.code);
    const to = Math.min(rows.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)));
    desk.select(rows[to]?.code);
    buttons[to]?.focus();
  };
  return (
    <ul ref={list} className={classes.rows} aria-label={t('requirements')}>
      {rows.map((row) => (
        <RequirementItem key={row.code} row={row} desk={desk} onWalk={walk} />
      ))}
    </ul>
  );
}
