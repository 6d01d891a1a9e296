import { Stack } from '@mantine/core';
import { comparePolicies, type DraftView } from '@ostiary/domain/policy';
import { Callout, Page, QueryView, Section, Time } from '@ostiary/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { paths, routeIds } from '../../app/paths.ts';
import { PermissionGate } from '../../app/permission-gate.tsx';
import { usePermission } from '../../lib/person.ts';
import { trpc } from '../../lib/trpc.ts';
import { ChangeList } from './change-list.tsx';
import { DraftActions } from './draft-actions.tsx';
import { DraftEditor } from './draft-editor.tsx';
import { SideBySide } from './policy-body.tsx';
import { ReplaySection } from './replay-section.tsx';
import { useDraftEditor } from './use-draft-editor.ts';
import classes from './policies.module.css';

const route = getRouteApi(routeIds.policyDraft);

/** Who did the last thing to it, and when. */
function Standing({ draft }: { draft: DraftView }) {
  const { t } = useTranslation('policies');
  const { state, editedBy, editedAt, proposedBy, proposedAt, closedBy, closedAt } = draft;
  const [name, at] =
    state === 'DRAFT' ? [editedBy, editedAt] : state === 'PROPOSED' ? [proposedBy, proposedAt] : [closedBy, closedAt];
  return (
    <p className={classes.quiet}>
      <Trans
        t={t}
        i18nKey={`standing.${state}`}
        values={{ name }}
        components={{ time: <Time value={at ?? editedAt} /> }}
      />
    </p>
  );
}

function ReadOnly({ draft }: { draft: DraftView }) {
  const { t } = useTranslation('policies');
  return (
    <>
      {draft.note && <p>{t('noteSaid', { note: draft.note })}</p>}
      <Section title={t('compare.sides')}>
        <SideBySide
          from={{ label: t('version', { version: draft.base.version }), policy: draft.base.body }}
          to={{ label: t('draft.name'), policy: draft.body }}
          changes={draft.changes}
        />
      </Section>
    </>
  );
}

interface DeskProps {
  draft: DraftView;
  onReload: () => Promise<DraftView | undefined>;
}

function DraftDesk({ draft, onReload }: DeskProps) {
  const { t } = useTranslation('policies');
  const mayPublish = usePermission('policy.publish');
  const editing = useDraftEditor(draft);
  //  The version of a proposal that is edited again.
  const [reopened, setReopened] = useState<number>();
  const isReopened = reopened === draft.version;
  const isOpen = draft.state === 'DRAFT' || draft.state === 'PROPOSED';
  const isEditing = mayPublish && (draft.state === 'DRAFT' || (draft.state === 'PROPOSED' && isReopened));
  const reload = () => void onReload().then((fresh) => fresh && editing.load(fresh));
  const reopen = () => {
    editing.load(draft);
    setReopened(draft.version);
  };
  const changes = isEditing && editing.typed ? comparePolicies(draft.base.body, editing.typed) : draft.changes;
  const isDirty = isEditing && editing.isDirty;
  return (
    <Stack gap="xl">
      <Standing draft={draft} />
      {draft.isStale && <Callout tone="caution">{t('act.stale')}</Callout>}
      <Section title={t('change.since', { version: draft.base.version })}>
        <ChangeList changes={changes} />
      </Section>
      {isEditing ? <DraftEditor editing={editing} onReload={reload} /> : <ReadOnly draft={draft} />}
      <ReplaySection draft={draft} isDirty={isDirty} />
      {isOpen && mayPublish && (
        <Section title={t('act.title')}>
          <DraftActions
            draft={draft}
            isDirty={isDirty}
            onEdit={draft.state === 'PROPOSED' && !isReopened ? reopen : undefined}
          />
        </Section>
      )}
    </Stack>
  );
}

function Draft() {
  const { t } = useTranslation('policies');
  const { id } = route.useParams();
  const draft = trpc.policies.draft.useQuery({ id });
  const title = draft.data
    ? t(`draft.title.${draft.data.state}`, { title: draft.data.body.title, version: draft.data.body.version })
    : t('opening');
  return (
    <Page title={title} eyebrow={<Link to={paths.policies}>{t('toList')}</Link>} width="wide">
      <QueryView query={draft} isEmpty={() => false}>
        {(data) => <DraftDesk key={data.id} draft={data} onReload={async () => (await draft.refetch()).data} />}
      </QueryView>
    </Page>
  );
}

/** A draft of the next version: edited, replayed, proposed, published by another person. */
export function DraftScreen() {
  return (
    <PermissionGate permission="policy.read">
      <Draft />
    </PermissionGate>
  );
}
