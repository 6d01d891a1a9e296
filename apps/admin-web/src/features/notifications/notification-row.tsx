import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import type { NotificationKind, NotificationView } from '@ostiary/domain/notifications';
import { Time } from '@ostiary/ui';
import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconAt,
  IconClock,
  IconClockOff,
  IconInbox,
  IconMailOff,
  IconShieldExclamation,
  IconUserCheck,
  IconUsers,
  IconUserX,
  IconX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import classes from './notifications.module.css';

const icons: Record<NotificationKind, typeof IconAt> = {
  MENTIONED: IconAt,
  NEW_CASE: IconInbox,
  CASE_RESUBMITTED: IconInbox,
  CASE_ASSIGNED: IconUserCheck,
  CASE_HANDED_OVER: IconArrowsExchange,
  CASE_TAKEN_BACK: IconArrowsExchange,
  CASE_DUE_SOON: IconClock,
  CASE_LATE: IconAlertTriangle,
  LEASE_LAPSED: IconClockOff,
  SECOND_APPROVAL_WAITING: IconUsers,
  SECOND_APPROVAL_VOIDED: IconX,
  DECISION_NOT_MADE: IconX,
  OVERRIDE_WAITING: IconUsers,
  ALERT_RAISED: IconShieldExclamation,
  SECURITY_ALERT: IconShieldExclamation,
  MESSAGES_UNDELIVERED: IconMailOff,
  ERASURE_ASKED: IconUserX,
  ERASURE_DUE: IconUserX,
};

/** The sentence of one notification. An older one may lack a fact; words stand in for it, so that no sentence has a hole. */
function sayNotification({ kind, facts }: NotificationView, t: TFunction): string {
  const { customer, by, because, severity, type, channel } = facts;
  return t(`notifications:kind.${kind}`, {
    ...facts,
    by: by ?? t('notifications:somebody'),
    // One number is one word: it does not break over two lines.
    customer: customer ? formatCustomerNumber(customer).replaceAll(' ', '\u00a0') : t('notifications:aCase'),
    because: because ? t(`notifications:because.${because}`, { defaultValue: '' }) : '',
    type: type ? t(`security-events:type.${type}.title`, { defaultValue: type }) : '',
    channel: channel ? t(`notifications:channel.${channel}`, { defaultValue: '' }) : '',
    severity: severity ? t(`notifications:severity.${severity}`, { defaultValue: '' }) : '',
    count: Number(facts.count ?? 1),
  });
}

type QueueList = { tab: 'waiting' } | { tab: 'all'; assignee: 'me' } | { tab: 'all'; due: 'late' | 'today' };

/** The lists that a notice of several cases leads to. */
const lists: Partial<Record<NotificationKind, QueueList>> = {
  NEW_CASE: { tab: 'waiting' },
  CASE_ASSIGNED: { tab: 'all', assignee: 'me' },
  CASE_LATE: { tab: 'all', due: 'late' },
  CASE_DUE_SOON: { tab: 'all', due: 'today' },
};

interface LeadProps {
  notification: NotificationView;
  onOpen: () => void;
  children: ReactNode;
}

/** Leads to its alert or case, or to the list of those that it counts; what leads nowhere is only marked as read. */
function Lead({ notification: { kind, facts, applicationId, isRead }, onOpen, children }: LeadProps) {
  const list = lists[kind];
  if (kind === 'ALERT_RAISED' && facts.alert)
    return (
      <Link to={paths.fraudAlert} params={{ id: facts.alert }} className={classes.open} onClick={onOpen}>
        {children}
      </Link>
    );
  if (kind === 'SECURITY_ALERT' && facts.event)
    return (
      <Link to={paths.securityEvent} params={{ id: facts.event }} className={classes.open} onClick={onOpen}>
        {children}
      </Link>
    );
  if ((kind === 'ERASURE_ASKED' || kind === 'ERASURE_DUE') && facts.customerId)
    return (
      <Link to={paths.customer} params={{ id: facts.customerId }} className={classes.open} onClick={onOpen}>
        {children}
      </Link>
    );
  if (applicationId !== null)
    return (
      <Link to={paths.case} params={{ id: applicationId }} className={classes.open} onClick={onOpen}>
        {children}
      </Link>
    );
  if (list)
    return (
      <Link to={paths.queue} search={list} className={classes.open} onClick={onOpen}>
        {children}
      </Link>
    );
  return (
    <button type="button" className={classes.open} onClick={onOpen} disabled={isRead}>
      {children}
    </button>
  );
}

interface NotificationRowProps {
  notification: NotificationView;
  onRead: (id: string) => void;
}

/** One thing that the desk tells; opened, it counts as read. */
export function NotificationRow({ notification, onRead }: NotificationRowProps) {
  const { t } = useTranslation('notifications');
  const { id, kind, createdAt, isRead } = notification;
  const Icon = icons[kind];
  return (
    <li className={classes.row} data-unread={isRead ? undefined : true}>
      <Lead notification={notification} onOpen={() => onRead(id)}>
        <Icon size={18} aria-hidden className={classes.icon} />
        <span className={classes.words}>
          <span>{sayNotification(notification, t)}</span>
          <span className={classes.when}>
            <Time value={createdAt} />
            {!isRead && <span className={classes.unread}>{t('unread')}</span>}
          </span>
        </span>
      </Lead>
    </li>
  );
}
