import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './status.module.css';

export type CalloutTone = 'refusal' | 'caution' | 'accepted' | 'info';

const icons = {
  refusal: IconExclamationCircle,
  caution: IconAlertTriangle,
  accepted: IconCircleCheck,
  info: IconInfoCircle,
} as const;

interface CalloutProps {
  tone: CalloutTone;
  /** One bold sentence: what is the matter. */
  title?: ReactNode;
  /** `alert` interrupts, `status` waits; leave out for text that was there from the start. */
  role?: 'alert' | 'status';
  children?: ReactNode;
}

/** Something the reader must not miss, with how to go on. */
export function Callout({ tone, title, role, children }: CalloutProps) {
  const Icon = icons[tone];
  return (
    <div className={classes.callout} data-tone={tone} role={role}>
      <Icon size={20} aria-hidden className={classes.calloutIcon} />
      <div className={classes.calloutBody}>
        {title && <strong>{title} </strong>}
        {children}
      </div>
    </div>
  );
}
