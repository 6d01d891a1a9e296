import { Button, Group, UnstyledButton } from '@mantine/core';
import type { CaseRequirement, ReasonCode } from '@ostiary/domain/review';
import { QueryView } from '@ostiary/ui';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { refusalDraft, useDraft } from './drafts.ts';
import { NoteField } from './note-field.tsx';
import { ShortcutKey } from './shortcut-key.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import classes from './case.module.css';

const keyedReasons = 9;

interface ReasonsProps {
  reasons: readonly { code: ReasonCode; label: string; customerMessage: string }[];
  onPick: (reason: ReasonCode) => void;
}

function Reasons({ reasons, onPick }: ReasonsProps) {
  useShortcuts(
    Object.fromEntries(
      reasons.slice(0, keyedReasons).map(({ code }, index) => [String(index + 1), () => onPick(code)]),
    ),
  );
  return (
    <ol className={classes.reasons}>
      {reasons.map(({ code, label, customerMessage }, index) => (
        <li key={code}>
          <UnstyledButton
            className={classes.reason}
            title={customerMessage}
            aria-keyshortcuts={index < keyedReasons ? String(index + 1) : undefined}
            onClick={() => onPick(code)}
          >
            <span className={classes.reasonKey}>
              {index < keyedReasons && <ShortcutKey>{String(index + 1)}</ShortcutKey>}
            </span>
            {label}
          </UnstyledButton>
        </li>
      ))}
    </ol>
  );
}

interface RefusePanelProps {
  id: string;
  row: CaseRequirement;
  onRefuse: (reason: ReasonCode, note: string) => void;
  onCancel: () => void;
}

/** Reasons that fit the row in hand; a digit refuses at once, and the refusal can be taken back until the decision. */
export function RefusePanel({ id, row, onRefuse, onCancel }: RefusePanelProps) {
  const { t } = useTranslation('review');
  const reasons = trpc.review.reasons.useQuery(undefined, { staleTime: 'static' });
  const { text: note, write: setNote } = useDraft(refusalDraft(id, row.code));
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  const isListed = reasons.data !== undefined;
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    // In braces: new browsers return a promise here, which React would take for a clean-up.
    if (isListed) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [isListed]);
  useShortcuts({ Escape: onCancel });
  const leaveNote = (event: KeyboardEvent) => {
    if (event.key === 'Escape') heading.current?.focus();
  };
  return (
    <section ref={panel} className={classes.refuse} aria-labelledby="refuse-with">
      <h2 id="refuse-with" ref={heading} tabIndex={-1} className={classes.label}>
        {t('refuseWith', { title: row.title })}
      </h2>
      <QueryView query={reasons}>
        {(list) => (
          <Reasons
            reasons={list.results.filter(({ requirements }) => requirements.includes(row.code))}
            onPick={(reason) => onRefuse(reason, note.trim())}
          />
        )}
      </QueryView>
      <NoteField minRows={1} maxRows={5} maxLength={1000} value={note} onChange={setNote} onKeyDown={leaveNote} />
      <Group mt="xs">
        <Button size="compact-sm" variant="subtle" onClick={onCancel} aria-keyshortcuts="Escape">
          {t('common:ui.cancel')}
          <ShortcutKey>Esc</ShortcutKey>
        </Button>
      </Group>
    </section>
  );
}
