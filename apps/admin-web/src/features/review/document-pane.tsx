import { Skeleton, UnstyledButton } from '@mantine/core';
import { type DocumentView, IDENTITY_DOCUMENTS } from '@ostiary/domain/kyc-documents';
import { QueryView, useLabels } from '@ostiary/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { announce } from './announcements.tsx';
import { isPast, nameOf } from './document-name.ts';
import { DocumentStage } from './document-stage.tsx';
import { useAction } from './use-action.ts';
import { isViewable, useDocumentBytes } from './use-document-bytes.ts';
import { ViewerToolbar } from './viewer-toolbar.tsx';
import classes from './viewer.module.css';

interface PickerProps {
  documents: readonly DocumentView[];
  current: DocumentView;
  onChoose: (id: string) => void;
}

function DocumentPicker({ documents, current, onChoose }: PickerProps) {
  const { t } = useTranslation('review');
  return (
    <ul className={classes.picker} aria-label={t('viewer.documents')}>
      {documents.map((document) => (
        <li key={document.id}>
          <UnstyledButton
            className={classes.pick}
            aria-current={document.id === current.id ? 'true' : undefined}
            onClick={() => onChoose(document.id)}
          >
            {nameOf(document, t)}
            {document.status !== 'PENDING' && (
              <span className={classes.badge}>{t(`documentStatus.${document.status}`)}</span>
            )}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

interface StageMessageProps {
  title?: string;
  extra: ReactNode;
  children: ReactNode;
}

function StageMessage({ title, extra, children }: StageMessageProps) {
  return (
    <>
      {(title || extra) && <ViewerToolbar title={title} controls={undefined} extra={extra} />}
      <div className={classes.message}>{children}</div>
    </>
  );
}

const BILLS: readonly DocumentView['documentType'][] = ['UTILITY_BILL', 'BANK_STATEMENT'];

/** What was typed of it; a date that was left out is said, for a rule may hang on it. */
function DocumentFacts({ document }: { document: DocumentView }) {
  const { t } = useTranslation('review');
  const { locale } = useLabels();
  const day = (iso: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso));
  const facts = [
    document.documentNumber && t('document.number', { number: document.documentNumber }),
    document.issuedOn && t('document.issued', { date: day(document.issuedOn) }),
    BILLS.includes(document.documentType) && !document.issuedOn && t('document.undated'),
    document.expiresOn && t('document.expires', { date: day(document.expiresOn) }),
    IDENTITY_DOCUMENTS.includes(document.documentType) && !document.expiresOn && t('document.endless'),
    document.refusal && t('document.refused', { message: document.refusal.message }),
  ].filter(Boolean);
  return facts.length > 0 && <p className={classes.facts}>{facts.join(' · ')}</p>;
}

interface ShownProps {
  document: DocumentView;
  isNamed: boolean;
  /** Documents are for who holds the case, and for second approvers. */
  isMine: boolean;
  isActive: boolean;
  extra: ReactNode;
}

function ShownDocument({ document, isNamed, isMine, isActive, extra }: ShownProps) {
  const { t } = useTranslation('review');
  const isAllowed = usePermission('documents.view');
  const isSecond = usePermission('review.approve-second');
  const isOpen = isMine || isSecond;
  const bytes = useDocumentBytes(document, isAllowed && isOpen);
  const name = nameOf(document, t);
  const title = isNamed ? undefined : name;
  if (!isAllowed)
    return (
      <StageMessage title={title} extra={extra}>
        {t('viewer.notYours')}
      </StageMessage>
    );
  if (!isOpen)
    return (
      <StageMessage title={title} extra={extra}>
        {t('viewer.claimFirst')}
      </StageMessage>
    );
  if (!isViewable(document))
    return (
      <StageMessage title={title} extra={extra}>
        {t('viewer.checking')}
      </StageMessage>
    );
  if (bytes.data) {
    return (
      <DocumentStage
        blob={bytes.data}
        mediaType={document.mediaType}
        title={title}
        label={t('viewer.label', { title: name })}
        isActive={isActive}
        extra={extra}
      />
    );
  }
  return (
    <StageMessage title={title} extra={extra}>
      <QueryView query={bytes} skeleton={<Skeleton height="100%" />}>
        {() => null}
      </QueryView>
    </StageMessage>
  );
}

interface PaneProps extends Pick<ShownProps, 'isMine' | 'isActive' | 'extra'> {
  documents: readonly DocumentView[];
  document: DocumentView;
  onChoose: (id: string) => void;
  onActivate: () => void;
  /** Where there are two: which one this is. */
  label?: string;
}

/** One document with the list it is chosen from. The keys of the viewer act where the reader was last. */
export function DocumentPane({ documents, document, onChoose, onActivate, label, ...shown }: PaneProps) {
  const { t } = useTranslation('review');
  const hasPicker = documents.length > 1 || isPast(document);
  const at = documents.findIndex(({ id }) => id === document.id);
  const next = documents[(at + 1) % documents.length];
  const goOn = () => {
    if (!next) return;
    onChoose(next.id);
    announce(nameOf(next, t));
  };
  useAction('nextDocument', shown.isActive && documents.length > 1 ? goOn : undefined);
  return (
    <div
      className={classes.pane}
      role="group"
      aria-label={label}
      data-active={label && shown.isActive ? true : undefined}
      onPointerDownCapture={onActivate}
      onFocusCapture={onActivate}
    >
      {hasPicker && <DocumentPicker documents={documents} current={document} onChoose={onChoose} />}
      <ShownDocument key={document.id} document={document} isNamed={hasPicker} {...shown} />
      <DocumentFacts document={document} />
    </div>
  );
}
