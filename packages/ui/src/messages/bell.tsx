import { Popover, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import classes from './messages.module.css';

const mostWritten = 99;

interface BellProps {
  unread: number;
  /** Says how many are unread, by word. */
  label: string;
  /** Of what opens. */
  title: string;
  onDark?: boolean;
  /** What the person was told; `close` for whatever leads elsewhere. */
  children: (close: () => void) => ReactNode;
}

/** The bell of a header: how many are unread, and behind it which. */
export function Bell({ unread, label, title, onDark = false, children }: BellProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={380} trapFocus returnFocus shadow="md">
        <Popover.Target>
          <UnstyledButton
            className={classes.bell}
            data-on-dark={onDark ? true : undefined}
            aria-label={label}
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
        <Popover.Dropdown aria-label={title} className={classes.dropdown}>
          {children(() => setOpen(false))}
        </Popover.Dropdown>
      </Popover>
      <VisuallyHidden role="status">{unread > 0 ? label : ''}</VisuallyHidden>
    </>
  );
}
