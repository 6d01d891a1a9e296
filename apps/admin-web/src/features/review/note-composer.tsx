import { Button, Textarea } from '@mantine/core';
import { NOTE_LENGTH, type CaseView } from '@ostiary/domain/review';
import { useLabels } from '@ostiary/ui';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { announce } from './announcements.tsx';
import { useDraft, useNamed } from './drafts.ts';
import { MentionList } from './mention-list.tsx';
import { useAction } from './use-action.ts';
import { useListbox } from './use-listbox.ts';
import { mentionedIn, unknownIn, useMention } from './use-mention.ts';
import classes from './notes.module.css';

/** The text and whom it names; both stay until the server has them. */
function useNote(id: CaseView['id']) {
  const { t } = useTranslation('review');
  const draft = useDraft(`${id} note`);
  const named = useNamed(`${id} note`);
  const add = trpc.desk.addNote.useMutation({
    onSuccess: () => {
      draft.clear();
      named.clear();
      announce(t('notes.sent'));
    },
  });
  const isTooLong = draft.text.length > NOTE_LENGTH;
  const isSendable = draft.text.trim() !== '' && !isTooLong && !add.isPending;
  const send = () =>
    isSendable && add.mutate({ id, body: draft.text.trim(), mentions: mentionedIn(draft.text, named.people) });
  const unknown = unknownIn(draft.text, named.people);
  return { text: draft.text, write: draft.write, name: named.name, unknown, add, isTooLong, isSendable, send };
}

function UnknownNames({ words }: { words: readonly string[] }) {
  const { t } = useTranslation('review');
  return (
    <p role="status" className={classes.muted}>
      {words.length > 0 && t('notes.unknown', { names: words.join(', ') })}
    </p>
  );
}

/** A note to colleagues: `@` chooses whom to tell, Ctrl or ⌘ with Enter sends. */
export function NoteComposer({ id }: { id: CaseView['id'] }) {
  const { t } = useTranslation('review');
  const { locale } = useLabels();
  const field = useRef<HTMLTextAreaElement>(null);
  const note = useNote(id);
  const mention = useMention(id, note.text);
  const pick = (index: number) => {
    const person = mention.found[index];
    if (!person) return;
    const { text, caret } = mention.insert(person);
    note.write(text);
    note.name(person);
    mention.setCaret(caret);
    // After the new text is in the field.
    requestAnimationFrame(() => field.current?.setSelectionRange(caret, caret));
  };
  const list = useListbox({ count: mention.found.length, onPick: pick });
  useAction('note', () => field.current?.focus());
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return void note.send();
    if (event.key === 'Escape' && mention.isOpen) return mention.dismiss();
    if (event.key === 'Escape') return event.currentTarget.blur();
    if (mention.isOpen) list.press(event);
  };
  const count = new Intl.NumberFormat(locale);
  return (
    <div className={classes.composer}>
      <Textarea
        ref={field}
        label={t('notes.label')}
        description={t('notes.hint')}
        autosize
        minRows={2}
        maxRows={10}
        {...(mention.isOpen ? list.field : {})}
        value={note.text}
        error={note.isTooLong && t('notes.tooLong', { limit: count.format(NOTE_LENGTH) })}
        onChange={(event) => {
          note.write(event.currentTarget.value);
          mention.setCaret(event.currentTarget.selectionStart);
        }}
        onSelect={(event) => mention.setCaret(event.currentTarget.selectionStart)}
        onKeyDown={press}
      />
      <MentionList mention={mention} list={list} onPick={pick} />
      <UnknownNames words={note.unknown.filter((word) => word !== `@${mention.isOpen ? mention.typed : ''}`)} />
      <div className={classes.under}>
        <span className={classes.muted}>
          {t('notes.count', {
            count: note.text.length,
            used: count.format(note.text.length),
            limit: count.format(NOTE_LENGTH),
          })}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!note.isSendable && !note.add.isPending}
          loading={note.add.isPending}
          onClick={note.send}
        >
          {t('notes.send')}
        </Button>
      </div>
      {note.add.isError && (
        <p role="alert" className={classes.problem}>
          {errorText(note.add.error, t)} {t('notes.kept')}
        </p>
      )}
    </div>
  );
}
