import type { CaseView } from '@ostiary/domain/review';
import { Time } from '@ostiary/ui';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { NoteComposer } from './note-composer.tsx';
import classes from './notes.module.css';

type Note = CaseView['notes'][number];

/** Plain text, whatever was typed; only the names of colleagues who were told stand out. */
function NoteText({ body, mentions }: Pick<Note, 'body' | 'mentions'>) {
  const names = mentions.map(({ name }) => `@${name}`);
  if (names.length === 0) return body;
  const escaped = names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return body
    .split(new RegExp(`(${escaped.join('|')})`))
    .map((part, index) => (
      <Fragment key={index}>
        {names.includes(part) ? <strong className={classes.mention}>{part}</strong> : part}
      </Fragment>
    ));
}

/** What colleagues wrote about the case, newest first; the applicant never sees it. */
export function CaseNotes({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const mayWrite = usePermission('review.note');
  const newestFirst = view.notes.toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <section aria-label={t('notes.title')}>
      <h2 className={classes.label}>{t('notes.title')}</h2>
      {mayWrite && <NoteComposer id={view.id} />}
      {newestFirst.length === 0 && <p className={classes.muted}>{t('notes.none')}</p>}
      <ul className={classes.notes}>
        {newestFirst.map(({ id, author, at, body, mentions }) => (
          <li key={id}>
            <strong>{author}</strong>{' '}
            <span className={classes.muted}>
              <Time value={at} isWithin />
            </span>
            <p className={classes.body}>
              <NoteText body={body} mentions={mentions} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
