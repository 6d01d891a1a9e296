import type { SessionUser } from '@ostiary/domain/auth';
import type { Permission } from '@ostiary/domain/shared';
import { useSyncExternalStore } from 'react';

/** Who is signed in at this desk. Decides only what is offered; the server decides what is allowed. */
export interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly permissions: readonly string[];
  /** What they could do when they came, and cannot any more. */
  readonly lost?: readonly string[];
}

let person: Person | null = null;
const listeners = new Set<() => void>();

export const getPerson = () => person;

function lostSince({ permissions, lost = [] }: Person, now: Pick<Person, 'permissions'>): string[] {
  return [...new Set([...lost, ...permissions])].filter((one) => !now.permissions.includes(one));
}

export function setPerson(next: Person | SessionUser | null): void {
  if (person === next) return;
  person = next && person?.id === next.id ? { ...next, lost: lostSince(person, next) } : next;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Null for the moment between signing out and the sign-in page. */
export const usePerson = () => useSyncExternalStore(subscribe, getPerson);

export function usePermission(permission: Permission): boolean {
  return usePerson()?.permissions.includes(permission) ?? false;
}

/** True where the permission was there and was taken, or its part of the desk switched off, since they signed in. */
export function useLost(permission: Permission): boolean {
  return usePerson()?.lost?.includes(permission) ?? false;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The `user` of a tRPC sign-in answer. By hand, as in `readRenewal`: it runs before the first screen. */
export function readPerson(body: unknown): Person | null {
  const result = isRecord(body) && isRecord(body.result) ? body.result : {};
  const user = isRecord(result.data) ? result.data.user : undefined;
  if (!isRecord(user) || typeof user.id !== 'string' || typeof user.displayName !== 'string') return null;
  const permissions = Array.isArray(user.permissions) ? user.permissions : [];
  return {
    id: user.id,
    displayName: user.displayName,
    permissions: permissions.filter((one) => typeof one === 'string'),
  };
}
