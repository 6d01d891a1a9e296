import { Anchor } from '@mantine/core';
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Callout } from './callout.tsx';
import classes from './form.module.css';

interface FormErrorsProps {
  /** "There is a problem" in the reader's language. */
  title: string;
  /** A Mantine form's `errors`: path → message. */
  errors: Readonly<Record<string, ReactNode>>;
  /** A failure that belongs to no field. */
  message?: ReactNode;
  /** Grows with each refused attempt (`useFormFailure`): the summary takes the focus then, and not while typing. */
  attempt: number;
}

function findField(root: ParentNode, path: string): HTMLElement | null {
  const name = CSS.escape(path);
  const found = root.querySelector<HTMLElement>(
    `[data-path="${name}"], [data-path$="-${name}"], [name="${name}"], [id="${name}"]`,
  );
  if (!found || found.matches('input, select, textarea, button')) return found;
  return found.querySelector<HTMLElement>('input, select, textarea, button');
}

/** What the field is called on the page, and of which entry of a list (`data-item`): "Fill this in." says nothing without it. */
function nameOf(field: HTMLElement | null): string {
  const legend = field?.closest('fieldset')?.querySelector('legend');
  const label = field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.labels?.[0] : undefined;
  const item = field?.closest<HTMLElement>('[data-item]')?.dataset.item;
  const name = ((legend ?? label)?.textContent ?? '').replace(/\s*[*?]$/, '');
  return [item, name].filter(Boolean).join(', ');
}

/** Names of the fields with errors, read off the page once the refused form stands. */
function useFieldNames(paths: string, root: () => ParentNode): Readonly<Record<string, string>> {
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const find = useRef(root);
  useEffect(() => {
    const list = paths === '' ? [] : paths.split('\n');
    setNames(Object.fromEntries(list.map((path) => [path, nameOf(findField(find.current(), path))])));
  }, [paths]);
  return names;
}

/** The summary at the top of a form: every error, each a link that puts the cursor in its field. */
export function FormErrors({ title, errors, message, attempt }: FormErrorsProps) {
  const box = useRef<HTMLDivElement>(null);
  const entries = Object.entries(errors).filter(([, text]) => Boolean(text));
  const isShown = attempt > 0 && (entries.length > 0 || Boolean(message));
  const root = () => box.current?.closest('form') ?? document;
  const names = useFieldNames(isShown ? entries.map(([path]) => path).join('\n') : '', root);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (!isShown) return null;
  const goTo = (path: string) => (event: MouseEvent) => {
    event.preventDefault();
    findField(root(), path)?.focus();
  };
  return (
    <div ref={box} tabIndex={-1} role="alert" className={classes.summary}>
      <Callout tone="refusal" title={title}>
        {message && <p className={classes.summaryText}>{message}</p>}
        {entries.length > 0 && (
          <ul className={classes.summaryList}>
            {entries.map(([path, text]) => (
              <li key={path}>
                <Anchor href={`#${path}`} c="inherit" underline="always" onClick={goTo(path)}>
                  {names[path] ? `${names[path]}: ` : ''}
                  {text}
                </Anchor>
              </li>
            ))}
          </ul>
        )}
      </Callout>
    </div>
  );
}
