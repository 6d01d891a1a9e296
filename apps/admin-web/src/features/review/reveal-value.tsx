import { Button } from '@mantine/core';
import { RevealField, type Revealed } from '@ostiary/domain/data-protection';
import type { CaseView } from '@ostiary/domain/review';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { usePermission } from '../../lib/person.ts';
import { RevealDialog, type Wish } from './reveal-dialog.tsx';
import { useReveal } from './use-reveal.ts';
import { writtenNumber } from './written-number.ts';
import classes from './reveal.module.css';

interface RevealValueProps {
  view: Pick<CaseView, 'id' | 'isMine'>;
  /** The row, or `document_number`; others have nothing to show. */
  field: string;
  documentId?: CaseView['documents'][number]['id'];
  /** What is shown, in words. */
  name: string;
  masked: string;
}

function WholeValues({ shown, onHide }: { shown: Revealed; onHide: () => void }) {
  const { t } = useTranslation('privacy');
  return (
    <span role="status" className={classes.whole}>
      {shown.values.map(({ label, of, value }, index) => (
        <span key={index} className={classes.value}>
          {(shown.values.length > 1 || of !== null) && (
            <span className={classes.label}>
              {[of, t(`label.${label}`, { defaultValue: label })].filter(Boolean).join(', ')}
            </span>
          )}
          <span className={classes.number}>{writtenNumber(label, value)}</span>
        </span>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={onHide}>
        {t('reveal.hide')}
      </Button>
    </span>
  );
}

/** A masked value, and for who may see it whole a way to do so: with a purpose, a proof, and for five minutes. */
export function RevealValue({ view, field: row, documentId, name, masked }: RevealValueProps) {
  const { t } = useTranslation('privacy');
  const mayReveal = usePermission('pii.reveal');
  const isSecond = usePermission('review.approve-second');
  const [isAsking, setAsking] = useState(false);
  const { ask, shown, hide, dialog } = useReveal();
  const field = RevealField.safeParse(row);
  const isOffered = field.success && mayReveal && (view.isMine || isSecond);
  if (!isOffered) return masked;
  if (shown) return <WholeValues shown={shown} onHide={hide} />;
  const show = ({ purpose, note }: Wish) => {
    setAsking(false);
    ask.mutate({ applicationId: view.id, field: field.data, documentId, purpose, note });
  };
  return (
    <span className={classes.masked}>
      <span>{masked}</span>
      <Button
        size="compact-xs"
        variant="default"
        loading={ask.isPending}
        onClick={() => setAsking(true)}
        aria-label={t('reveal.show', { name })}
      >
        {t('reveal.action')}
      </Button>
      {ask.isError && (
        <span role="alert" className={classes.problem}>
          {errorText(ask.error, t)}
        </span>
      )}
      {isAsking && <RevealDialog name={name} onShow={show} onCancel={() => setAsking(false)} />}
      {dialog}
    </span>
  );
}
