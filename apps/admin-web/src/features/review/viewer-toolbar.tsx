import { UnstyledButton } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconChevronLeft,
  IconChevronRight,
  IconMinus,
  IconPlus,
  IconRotateClockwise,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeymap } from './keymap.ts';
import { ShortcutKey, spokenKey } from './shortcut-key.tsx';
import classes from './viewer.module.css';

export interface ViewerControls {
  page: number;
  pages: number;
  percent: number;
  turnTo: (page: number) => void;
  zoom: (by: 1 | -1) => void;
  fit: () => void;
  rotate: () => void;
}

function PageTurner({ page, pages, turnTo }: ViewerControls) {
  const { t } = useTranslation('review');
  return (
    <span className={classes.group}>
      <UnstyledButton
        className={classes.tool}
        disabled={page <= 1}
        onClick={() => turnTo(page - 1)}
        aria-label={t('viewer.previousPage')}
      >
        <IconChevronLeft size={18} aria-hidden />
      </UnstyledButton>
      <span role="status">{t('viewer.page', { page, pages })}</span>
      <UnstyledButton
        className={classes.tool}
        disabled={page >= pages}
        onClick={() => turnTo(page + 1)}
        aria-label={t('viewer.nextPage')}
      >
        <IconChevronRight size={18} aria-hidden />
      </UnstyledButton>
    </span>
  );
}

function DocumentTools({ percent, zoom, rotate, fit }: ViewerControls) {
  const { t } = useTranslation('review');
  const { keyOf } = useKeymap();
  return (
    <>
      <span className={classes.group}>
        <UnstyledButton
          className={classes.tool}
          onClick={() => zoom(-1)}
          aria-label={t('viewer.smaller')}
          aria-keyshortcuts={spokenKey(keyOf('smaller'))}
        >
          <IconMinus size={18} aria-hidden />
        </UnstyledButton>
        <span>{t('viewer.percent', { percent })}</span>
        <UnstyledButton
          className={classes.tool}
          onClick={() => zoom(1)}
          aria-label={t('viewer.larger')}
          aria-keyshortcuts={spokenKey(keyOf('larger'))}
        >
          <IconPlus size={18} aria-hidden />
        </UnstyledButton>
      </span>
      <UnstyledButton className={classes.tool} onClick={rotate} aria-keyshortcuts={spokenKey(keyOf('rotate'))}>
        <IconRotateClockwise size={18} aria-hidden />
        <span className={classes.word}>{t('viewer.rotate')}</span>
        <ShortcutKey>{keyOf('rotate')}</ShortcutKey>
      </UnstyledButton>
      <UnstyledButton className={classes.tool} onClick={fit} aria-keyshortcuts={spokenKey(keyOf('fit'))}>
        {percent === 100 ? <IconArrowsMaximize size={18} aria-hidden /> : <IconArrowsMinimize size={18} aria-hidden />}
        <span className={classes.word}>{t(percent === 100 ? 'viewer.zoom' : 'viewer.fit')}</span>
        <ShortcutKey>{keyOf('fit')}</ShortcutKey>
      </UnstyledButton>
    </>
  );
}

interface ViewerToolbarProps {
  /** Left out where the list of documents names it already. */
  title?: string;
  controls: ViewerControls | undefined;
  extra?: ReactNode;
}

export function ViewerToolbar({ title, controls, extra }: ViewerToolbarProps) {
  const { t } = useTranslation('review');
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('viewer.tools')}>
      {title && <strong className={classes.title}>{title}</strong>}
      {controls && controls.pages > 1 && <PageTurner {...controls} />}
      <span className={classes.tools}>
        {controls && <DocumentTools {...controls} />}
        {extra}
      </span>
    </div>
  );
}
