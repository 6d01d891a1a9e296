import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { CaseView } from '@ostiary/domain/review';
import { IconColumns2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { announce } from './announcements.tsx';
import { nameOf } from './document-name.ts';
import { DocumentPane } from './document-pane.tsx';
import { ShortcutKey, spokenKey } from './shortcut-key.tsx';
import { useAction } from './use-action.ts';
import { type Side, useTwoDocuments } from './use-two-documents.ts';
import classes from './viewer.module.css';

type Two = ReturnType<typeof useTwoDocuments>;

/** The switch to two documents, and its key. */
function SideBySide({ two, isPossible }: { two: Two; isPossible: boolean }) {
  const { t } = useTranslation('review');
  const toggle = () => {
    announce(t(two.isDouble ? 'said.oneDocument' : 'said.twoDocuments'));
    two.setTwo(!two.isDouble);
  };
  const key = useAction('sideBySide', isPossible ? toggle : undefined);
  const change = () => {
    const side: Side = two.active === 'left' ? 'right' : 'left';
    two.setActive(side);
    const { document } = two[side];
    announce(t(`viewer.${side}`, { title: document ? nameOf(document, t) : '' }));
  };
  useAction('otherSide', two.isDouble ? change : undefined);
  if (!isPossible) return null;
  return (
    <UnstyledButton
      className={classes.tool}
      onClick={toggle}
      aria-pressed={two.isDouble}
      aria-keyshortcuts={spokenKey(key)}
    >
      <IconColumns2 size={18} aria-hidden />
      <span className={classes.word}>{t('viewer.sideBySide')}</span>
      <ShortcutKey>{key}</ShortcutKey>
    </UnstyledButton>
  );
}

interface SidePaneProps {
  side: Side;
  two: Two;
  view: CaseView;
}

function SidePane({ side, two, view }: SidePaneProps) {
  const { t } = useTranslation('review');
  const { documents, document, choose } = two[side];
  if (!document) return null;
  return (
    <DocumentPane
      documents={documents}
      document={document}
      onChoose={choose}
      onActivate={() => two.setActive(side)}
      isActive={two.active === side}
      label={two.isDouble ? t(`viewer.${side}`, { title: nameOf(document, t) }) : undefined}
      isMine={view.isMine}
      extra={side === 'left' && <SideBySide two={two} isPossible={view.documents.length > 1} />}
    />
  );
}

/** The middle column: one document in hand, or two side by side. */
export function DocumentViewer({ view, requirement }: { view: CaseView; requirement: RequirementCode | undefined }) {
  const { t } = useTranslation('review');
  const two = useTwoDocuments(view.documents, requirement);
  return (
    <div className={classes.viewer}>
      <VisuallyHidden>
        <h2>{t('column.documents')}</h2>
      </VisuallyHidden>
      {view.documents.length > 0 ? (
        <div className={classes.panes} data-double={two.isDouble ? true : undefined}>
          <SidePane side="left" two={two} view={view} />
          {two.isDouble && <SidePane side="right" two={two} view={view} />}
        </div>
      ) : (
        <div className={classes.message}>{t('viewer.none')}</div>
      )}
    </div>
  );
}
