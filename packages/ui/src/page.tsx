import { Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLabels } from './labels.tsx';
import classes from './page.module.css';

interface PageProps {
  /** The state in words ("One thing left to put right"), not the name of the page. */
  title: string;
  eyebrow?: ReactNode;
  lead?: ReactNode;
  aside?: ReactNode;
  /** `narrow` for one form, `wide` for tables. */
  width?: 'narrow' | 'normal' | 'wide';
  children?: ReactNode;
}

// The first page is where the browser puts the reader anyway; only later ones move the focus.
let isFirstPage = true;

/** A page's frame: title, lead, body, aside. Names the tab and gives its heading the focus after navigation. */
export function Page({ title, eyebrow, lead, aside, width = 'normal', children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { appName } = useLabels();
  useEffect(() => {
    document.title = `${title} · ${appName}`;
  }, [title, appName]);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus();
    isFirstPage = false;
  }, []);
  return (
    <div className={classes.page} data-width={width} data-aside={aside ? true : undefined}>
      <div className={classes.body}>
        <header className={classes.head}>
          {eyebrow && <Text className={classes.eyebrow}>{eyebrow}</Text>}
          <Title order={1} ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </Title>
          {lead && <div className={classes.lead}>{lead}</div>}
        </header>
        {children}
      </div>
      {aside && <aside className={classes.aside}>{aside}</aside>}
    </div>
  );
}

interface SectionProps {
  title: string;
  order?: 2 | 3;
  children: ReactNode;
}

/** A titled part of a page or of its aside. */
export function Section({ title, order = 2, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <Title order={order} className={classes.sectionTitle}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** The one card that holds the next action: accent edge, one primary button inside. */
export function ActionCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.actionCard}>
      <Title order={2} className={classes.sectionTitle}>
        {title}
      </Title>
      {children}
    </section>
  );
}
