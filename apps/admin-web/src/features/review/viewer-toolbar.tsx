import { UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconMinus, IconPlus, IconRotateClockwise } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ShortcutKey } from './shortcut-key.tsx';
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

interface ViewerToolbarProps {
  /** Left out where the list of documents names it already. */
  title?: string;
  controls: ViewerControls | undefined;
}

export function ViewerToolbar({ title, controls }: ViewerToolbarProps) {
  const { t } = useTranslation('review');
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('viewer.tools')}>
      {title && <strong className={classes.title}>{title}</strong>}
      {controls && controls.pages > 1 && <PageTurner {...controls} />}
      {controls && (
        <span className={classes.tools}>
          <span className={classes.group}>
            <UnstyledButton className={classes.tool} onClick={() => controls.zoom(-1)} aria-label={t('viewer.smaller')}>
              <IconMinus size={18} aria-hidden />
            </UnstyledButton>
            <span>{t('viewer.percent', { percent: controls.percent })}</span>
            <UnstyledButton className={classes.tool} onClick={() => controls.zoom(1)} aria-label={t('viewer.larger')}>
              <IconPlus size={18} aria-hidden />
            </UnstyledButton>
          </span>
          <UnstyledButton className={classes.tool} onClick={controls.rotate} aria-keyshortcuts="o">
            <IconRotateClockwise size={18} aria-hidden />
            {t('viewer.rotate')}
            <ShortcutKey>o</ShortcutKey>
          </UnstyledButton>
          <UnstyledButton className={classes.tool} onClick={controls.fit} aria-keyshortcuts="z">
            {t(controls.percent === 100 ? 'viewer.zoom' : 'viewer.fit')}
            <ShortcutKey>z</ShortcutKey>
          </UnstyledButton>
        </span>
      )}
    </div>
  );
}
