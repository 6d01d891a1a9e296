import { Menu } from '@mantine/core';
import type { SavedViewItem } from '@ostiary/domain/review';
import { Callout, ConfirmDialog, HeaderMenu } from '@ostiary/ui';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import type { QueueSearch } from './queue-search.ts';
import { ViewNameDialog } from './queue-view-dialog.tsx';
import { useQueueViews, type QueueViews } from './use-queue-views.ts';

function ViewItems({ title, list, views }: { title: string; list: readonly SavedViewItem[]; views: QueueViews }) {
  const { t } = useTranslation('queue');
  if (list.length === 0) return null;
  return (
    <>
      <div role="group" aria-label={title}>
        <Menu.Label aria-hidden>{title}</Menu.Label>
        {list.map((view) => (
          <Menu.Item
            key={view.id}
            onClick={() => views.open(view)}
            leftSection={view.id === views.current?.id ? <IconCheck size={14} aria-hidden /> : undefined}
            aria-current={view.id === views.current?.id ? true : undefined}
          >
            {view.owner.isMe ? view.name : t('views.of', { name: view.name, owner: view.owner.name })}
            {view.owner.isMe && view.isShared && ` (${t('views.isShared')})`}
          </Menu.Item>
        ))}
      </div>
      <Menu.Divider />
    </>
  );
}

function ViewActions({ views }: { views: QueueViews }) {
  const { t } = useTranslation('queue');
  const { current, ask } = views;
  const name = current?.name;
  return (
    <>
      {current?.owner.isMe && views.isChanged && (
        <Menu.Item onClick={() => views.update(current)}>{t('views.update', { name })}</Menu.Item>
      )}
      {current && views.isChanged && (
        <Menu.Item onClick={() => views.open(current)}>{t('views.reset', { name })}</Menu.Item>
      )}
      <Menu.Item onClick={() => ask({ kind: 'create' })}>{t('views.saveAs')}</Menu.Item>
      {current?.owner.isMe && (
        <>
          <Menu.Item onClick={() => ask({ kind: 'rename', view: current })}>{t('views.rename', { name })}</Menu.Item>
          <Menu.Item onClick={() => views.share(current, !current.isShared)}>
            {current.isShared ? t('views.unshare', { name }) : t('views.share', { name })}
          </Menu.Item>
          <Menu.Item color="refusal" onClick={() => ask({ kind: 'remove', view: current })}>
            {t('views.remove', { name })}
          </Menu.Item>
        </>
      )}
      {current && <Menu.Item onClick={views.leave}>{t('views.leave')}</Menu.Item>}
    </>
  );
}

function ViewDialogs({ views }: { views: QueueViews }) {
  const { t } = useTranslation('queue');
  const { asked } = views;
  if (asked === null) return null;
  if (asked.kind !== 'remove') return <ViewNameDialog asked={asked} views={views} />;
  return (
    <ConfirmDialog
      opened
      title={t('views.removeTitle', { name: asked.view.name })}
      confirmText={t('views.removeAction')}
      tone="refusal"
      isPending={views.isPending}
      onConfirm={() => views.remove(asked.view)}
      onCancel={() => views.ask(null)}
    >
      {views.error ? errorText(views.error, t) : t(asked.view.isShared ? 'views.removeShared' : 'views.removeText')}
    </ConfirmDialog>
  );
}

interface QueueViewsMenuProps {
  search: QueueSearch;
  onOpen: (search: QueueSearch) => void;
}

/** Named ways to look at the queue, of this person and of colleagues who share theirs. */
export function QueueViewsMenu({ search, onOpen }: QueueViewsMenuProps) {
  const { t } = useTranslation('queue');
  const views = useQueueViews(search, onOpen);
  const name = views.current?.name ?? t('views.none');
  const label = views.isChanged ? t('views.changed', { name }) : name;
  return (
    <>
      <HeaderMenu label={label} title={t('views.title', { name: label })}>
        <ViewItems title={t('views.mine')} list={views.list.filter(({ owner }) => owner.isMe)} views={views} />
        <ViewItems title={t('views.shared')} list={views.list.filter(({ owner }) => !owner.isMe)} views={views} />
        <ViewActions views={views} />
      </HeaderMenu>
      <ViewDialogs views={views} />
      {views.error && views.asked === null && (
        <Callout tone="refusal" role="alert">
          {errorText(views.error, t)}
        </Callout>
      )}
    </>
  );
}
