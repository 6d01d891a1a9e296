import { Button } from '@mantine/core';
import type { CustomerNotice, CustomerNoticeKind } from '@ostiary/domain/notifications';
import { Callout, EmptyNote, QueryView, Time } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import type { useNotices } from './use-notices.ts';
import classes from './notices.module.css';

/** What is about the application or their data leads there, with its reasons; all else to the page of security. */
const aboutTheApplication: readonly CustomerNoticeKind[] = [
  'APPLICATION_RECEIVED',
  'ACTION_REQUIRED',
  'APPROVED',
  'REJECTED',
  'APPLICATION_CLOSED',
  'ASKED_AGAIN',
];
const aboutTheirData: readonly CustomerNoticeKind[] = ['DATA_VIEWED', 'ERASURE_DECLINED'];

function placeOf(kind: CustomerNoticeKind) {
  if (aboutTheirData.includes(kind)) return paths.privacy;
  return aboutTheApplication.includes(kind) ? paths.home : paths.security;
}

interface NoticeRowProps {
  notice: CustomerNotice;
  onRead: (id: string) => void;
}

/** One notice; opened, it counts as read. */
function NoticeRow({ notice: { id, kind, createdAt, isRead }, onRead }: NoticeRowProps) {
  const { t } = useTranslation('notices');
  return (
    <li className={classes.row} data-unread={isRead ? undefined : true}>
      <Link to={placeOf(kind)} className={classes.open} onClick={() => onRead(id)}>
        <span>{t(`kind.${kind}`)}</span>
        <span className={classes.when}>
          <Time value={createdAt} />
          {!isRead && <span className={classes.unread}>{t('unread')}</span>}
        </span>
      </Link>
    </li>
  );
}

interface NoticeListProps {
  notices: ReturnType<typeof useNotices>;
  onOpen: () => void;
}

/** What the bank told this person, newest first. */
export function NoticeList({ notices, onOpen }: NoticeListProps) {
  const { t } = useTranslation('notices');
  const { list, markRead, markAllRead, isPending, error } = notices;
  return (
    <QueryView
      query={list}
      isEmpty={({ results }) => results.length === 0}
      empty={<EmptyNote title={t('empty.title')}>{t('empty.text')}</EmptyNote>}
    >
      {({ results, unread }) => {
        const open = (id: string) => {
          if (results.some((one) => one.id === id && !one.isRead)) markRead(id);
          onOpen();
        };
        return (
          <>
            {error && (
              <Callout tone="refusal" role="alert">
                {errorText(error, t)}
              </Callout>
            )}
            <ul className={classes.list} aria-label={t('title')}>
              {results.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} onRead={open} />
              ))}
            </ul>
            {unread > 0 && (
              <Button variant="subtle" size="compact-sm" loading={isPending} onClick={markAllRead}>
                {t('markAll')}
              </Button>
            )}
          </>
        );
      }}
    </QueryView>
  );
}
