import type { CaseView } from '@ostiary/domain/review';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import { useNow } from '../../lib/use-now.ts';
import { ActionButton } from './action-button.tsx';
import type { CaseRefusal } from './case-notice.ts';
import { useLastDecision } from './use-last-decision.ts';
import { useUndo } from './use-undo.ts';
import classes from './bar.module.css';

const holdSeconds = 10;
const tickMs = 250;

interface StripProps {
  id: CaseView['id'];
  text: string;
  until: string;
  onDone: (refusal: CaseRefusal | null) => void;
}

/** What was decided, how long it may be taken back, and the button for it. */
function Strip({ id, text, until, onDone }: StripProps) {
  const { t } = useTranslation('review');
  const now = useNow(tickMs);
  const { undo, isPending } = useUndo({ id, onDone });
  // A clock that is behind the server's must not promise more than there is.
  const seconds = Math.min(holdSeconds, Math.ceil((Date.parse(until) - now.getTime()) / 1_000));
  if (seconds <= 0) return null;
  return (
    <div className={classes.undo} role="group" aria-label={t('undo.label')}>
      <strong>{text}</strong>
      <span role="timer" aria-live="off">
        {t('undo.left', { count: seconds })}
      </span>
      <span className={classes.sand} aria-hidden>
        <span style={{ width: `${(seconds / holdSeconds) * 100}%` }} />
      </span>
      <ActionButton name="undo" onAct={undo} loading={isPending}>
        {t('undo.action')}
      </ActionButton>
    </div>
  );
}

/** The decision of this case, or the one made just before on another; the server holds both, so a reload loses neither. */
export function UndoStrip({ view, onDone }: { view: CaseView; onDone: (refusal: CaseRefusal | null) => void }) {
  const { t } = useTranslation('review');
  const utils = trpc.useUtils();
  const { last } = useLastDecision();
  if (view.held) {
    const text = t(`undo.${view.held.kind}`, { name: view.name });
    return view.held.isMine && <Strip id={view.id} text={text} until={view.held.commitsAt} onDone={onDone} />;
  }
  if (!last || last.id === view.id) return null;
  const name = utils.review.case.getData({ id: last.id })?.name;
  const text = name ? t('undo.lastOf', { name }) : t('undo.last');
  return <Strip id={last.id} text={text} until={last.until} onDone={onDone} />;
}
