import { Popover, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NotificationList } from './notification-list.tsx';
import { useNotifications } from './use-notifications.ts';
import classes from './notifications.module.css';

const mostWritten = 99;

/** The bell of the dark bar: how many are unread, and behind it which. */
export function NotificationBell() {
  const { t } = useTranslation('notifications');
  const notifications = useNotifications();
  const [isOpen, setOpen] = useState(false);
  const unread = notifications.list.data?.unread ?? 0;
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={380} trapFocus returnFocus shadow="md">
        <Popover.Target>
          <UnstyledButton
            className={classes.bell}
            aria-label={t('bell', { count: unread })}
            onClick={() => setOpen((now) => !now)}
          >
            <IconBell size={20} aria-hidden />
            {unread > 0 && (
              <span className={classes.badge} aria-hidden>
                {unread > mostWritten ? `${mostWritten}+` : unread}
              </span>
            )}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('title')} className={classes.dropdown}>
          <NotificationList notifications={notifications} onOpen={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
      <VisuallyHidden role="status">{unread > 0 ? t('bell', { count: unread }) : ''}</VisuallyHidden>
    </>
  );
}
