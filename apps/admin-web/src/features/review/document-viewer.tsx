import { Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { DocumentView } from '@ostiary/domain/kyc-documents';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { CaseView } from '@ostiary/domain/review';
import { QueryView, useLabels } from '@ostiary/ui';
import type { TFunction } from 'i18next';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { DocumentStage } from './document-stage.tsx';
import { isViewable, useDocumentBytes } from './use-document-bytes.ts';
import { ViewerToolbar } from './viewer-toolbar.tsx';
import classes from './viewer.module.css';

const pastStatuses = new Set(['REJECTED', 'SUPERSEDED', 'EXPIRED']);
const isPast = ({ status }: DocumentView) => pastStatuses.has(status);

function nameOf(document: DocumentView, t: TFunction): string {
  const hasSides = document.requirement === 'photo_id' && document.documentType !== 'PASSPORT';
  const type = t(`review:document.${document.documentType}`);
  return hasSides ? t('review:document.side', { type, side: t(`review:document.${document.side}`) }) : type;
}

/** The documents of the row in hand; a row without any keeps the others in view, to compare with. */
function useShownDocument(documents: readonly DocumentView[], requirement: RequirementCode | undefined) {
  const [chosen, choose] = useState<string>();
  const own = documents.filter((document) => document.requirement === requirement);
  const shown = (own.length > 0 ? own : documents).toSorted(
    (one, other) => Number(isPast(one)) - Number(isPast(other)),
  );
  return { shown, document: shown.find(({ id }) => id === chosen) ?? shown[0], choose };
}

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

function StageMessage({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <>
      {title && <ViewerToolbar title={title} controls={undefined} />}
      <div className={classes.message}>{children}</div>
    </>
  );
}

function DocumentFacts({ document }: { document: DocumentView }) {
  const { t } = useTranslation('review');
  const { locale } = useLabels();
  const day = (iso: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso));
  const facts = [
    document.documentNumber && t('document.number', { number: document.documentNumber }),
    document.issuedOn && t('document.issued', { date: day(document.issuedOn) }),
    document.expiresOn && t('document.expires', { date: day(document.expiresOn) }),
    document.refusal && t('document.refused', { message: document.refusal.message }),
  ].filter(Boolean);
  return facts.length > 0 && <p className={classes.facts}>{facts.join(' · ')}</p>;
}

interface ShownProps {
  document: DocumentView;
  isNamed: boolean;
  /** Documents are for who holds the case, and for second approvers. */
  isMine: boolean;
}

function ShownDocument({ document, isNamed, isMine }: ShownProps) {
  const { t } = useTranslation('review');
  const isAllowed = usePermission('documents.view');
  const isSecond = usePermission('review.approve-second');
  const isOpen = isMine || isSecond;
  const bytes = useDocumentBytes(document, isAllowed && isOpen);
  const name = nameOf(document, t);
  const title = isNamed ? undefined : name;
  if (!isAllowed) return <StageMessage title={title}>{t('viewer.notYours')}</StageMessage>;
  if (!isOpen) return <StageMessage title={title}>{t('viewer.claimFirst')}</StageMessage>;
  if (!isViewable(document)) return <StageMessage title={title}>{t('viewer.checking')}</StageMessage>;
  if (bytes.data) {
    return (
      <DocumentStage
        blob={bytes.data}
        mediaType={document.mediaType}
        title={title}
        label={t('viewer.label', { title: name })}
      />
    );
  }
  return (
    <StageMessage title={title}>
      <QueryView query={bytes} skeleton={<Skeleton height="100%" />}>
        {() => null}
      </QueryView>
    </StageMessage>
  );
}

/** The middle column: which documents there are, and the one in hand. */
export function DocumentViewer({ view, requirement }: { view: CaseView; requirement: RequirementCode | undefined }) {
  const { t } = useTranslation('review');
  const { shown, document, choose } = useShownDocument(view.documents, requirement);
  const hasPicker = document !== undefined && (shown.length > 1 || isPast(document));
  return (
    <div className={classes.viewer}>
      <VisuallyHidden>
        <h2>{t('column.documents')}</h2>
      </VisuallyHidden>
      {document ? (
        <>
          {hasPicker && <DocumentPicker documents={shown} current={document} onChoose={choose} />}
          <ShownDocument key={document.id} document={document} isNamed={hasPicker} isMine={view.isMine} />
          <DocumentFacts document={document} />
        </>
      ) : (
        <div className={classes.message}>{t('viewer.none')}</div>
      )}
    </div>
  );
}
