import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLabels } from './labels.tsx';
import { Mark } from './mark.tsx';
import classes from './shell.module.css';

function SkipLink() {
  return (
    <a className={classes.skip} href="#content">
      {useLabels().skipToContent}
    </a>
  );
}

/** Mark and name; wrap it in the app's link to its home. */
export function Brand({ onDark = false }: { onDark?: boolean }) {
  return (
    <span className={classes.brand}>
      <Mark size={26} onDark={onDark} />
      <span>{useLabels().appName}</span>
    </span>
  );
}

interface CustomerShellProps {
  brand: ReactNode;
  /** Language menu, messages, person menu. */
  actions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

/** Calm white header over one column; the page scrolls. */
export function CustomerShell({ brand, actions, footer, children }: CustomerShellProps) {
  return (
    <div className={classes.customer}>
      <SkipLink />
      <header className={classes.calmHeader}>
        {brand}
        <div className={classes.actions}>{actions}</div>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      {footer && <footer className={classes.footer}>{footer}</footer>}
    </div>
  );
}

interface DeskShellProps {
  brand: ReactNode;
  /** The app's links; the current one carries aria-current="page". */
  tabs: ReactNode;
  tabsLabel: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** Dark bar with tabs. From 1024 × 600 the window never scrolls, its columns do; below it is an ordinary page. */
export function DeskShell({ brand, tabs, tabsLabel, actions, children }: DeskShellProps) {
  return (
    <div className={classes.desk}>
      <SkipLink />
      <header className={classes.bar}>
        {brand}
        {tabs && (
          <nav className={classes.tabs} aria-label={tabsLabel}>
            {tabs}
          </nav>
        )}
        <div className={classes.actions}>{actions}</div>
      </header>
      <main id="content" tabIndex={-1} className={classes.deskMain}>
        {children}
      </main>
    </div>
  );
}

interface DeskColumn {
  label: string;
  content: ReactNode;
  /** Fills its column to the edges, such as a document viewer. */
  isBare?: boolean;
}

interface DeskColumnsProps {
  left?: DeskColumn;
  middle: DeskColumn;
  right?: DeskColumn;
  /** The decision bar: always in reach, below all columns. */
  actions?: ReactNode;
  actionsLabel?: string;
}

/** Full-height columns that scroll on their own, with an action bar under them. Use directly inside DeskShell. */
export function DeskColumns({ left, middle, right, actions, actionsLabel }: DeskColumnsProps) {
  const column = (part: DeskColumn | undefined, className: string | undefined) =>
    part && (
      // A column that scrolls must be reachable by keyboard.
      <section className={className} aria-label={part.label} tabIndex={0} data-bare={part.isBare ? true : undefined}>
        {part.content}
      </section>
    );
  return (
    <div className={classes.columnsFrame}>
      <div className={classes.columns} data-left={left ? true : undefined} data-right={right ? true : undefined}>
        {column(left, classes.column)}
        {column(middle, classes.middle)}
        {column(right, classes.column)}
      </div>
      {actions && (
        <section className={classes.actionBar} aria-label={actionsLabel}>
          {actions}
        </section>
      )}
    </div>
  );
}

interface HeaderMenuProps {
  /** What the button says, such as the person's name or the language. */
  label: ReactNode;
  /** The accessible name when the label alone does not say what opens. */
  title?: string;
  /** Menu.Item elements. */
  children: ReactNode;
}

/** A quiet text button in a header that opens a menu. */
export function HeaderMenu({ label, title, children }: HeaderMenuProps) {
  return (
    // Of its children a menu may give the focus to items alone.
    <Menu position="bottom-end" width={220} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton className={classes.menuButton} aria-label={title}>
          <span className={classes.menuLabel}>{label}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
