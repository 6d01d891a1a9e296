import { Bell } from '@ostiary/ui/messages';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotices } from './use-notices.ts';

/** Behind the bell: loaded when it is first opened. */
const NoticeList = lazy(async () => ({ default: (await import('./notice-list.tsx')).NoticeList }));

/** The bell of the header: how many notices are unread, and behind it which. */
export function NoticeBell() {
  const { t } = useTranslation('notices');
  const notices = useNotices();
  const unread = notices.list.data?.unread ?? 0;
  return (
    <Bell unread={unread} label={t('bell', { count: unread })} title={t('title')}>
      {(close) => (
        <Suspense fallback={null}>
          <NoticeList notices={notices} onOpen={close} />
        </Suspense>
      )}
    </Bell>
  );
}
