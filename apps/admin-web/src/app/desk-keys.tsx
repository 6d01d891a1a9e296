import type { Permission } from '@ostiary/domain/shared';
import { useNavigate } from '@tanstack/react-router';
import type { ActionName } from '../features/review/actions.ts';
import { KeyboardParts } from '../features/review/keyboard-parts.tsx';
import { useAction } from '../features/review/use-action.ts';
import { usePermission } from '../lib/person.ts';
import { paths } from './paths.ts';

type Area = typeof paths.queue | typeof paths.myDay | typeof paths.fraudAlerts | typeof paths.customers;

function useWay(name: ActionName, to: Area, permission: Permission) {
  const navigate = useNavigate();
  const isOpen = usePermission(permission);
  useAction(name, isOpen ? () => void navigate({ to }) : undefined);
}

/** On every page of the desk: the list of keys, the palette of actions, and the ways to its other areas. */
export function DeskKeys() {
  useWay('goQueue', paths.queue, 'review.read');
  useWay('goMyDay', paths.myDay, 'review.claim');
  useWay('goAlerts', paths.fraudAlerts, 'fraud.read');
  useWay('goCustomers', paths.customers, 'customers.read');
  return <KeyboardParts />;
}
