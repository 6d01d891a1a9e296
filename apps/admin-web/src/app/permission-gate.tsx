import type { Permission } from '@ostiary/domain/shared';
import { EmptyNote, Page } from '@ostiary/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLost, usePermission, usePerson } from '../lib/person.ts';

interface PermissionGateProps {
  permission: Permission;
  children: ReactNode;
}

/** A page for people who may read it; others learn calmly that it is not one of their role. */
export function PermissionGate({ permission, children }: PermissionGateProps) {
  const { t } = useTranslation('desk');
  const isAllowed = usePermission(permission);
  const why = useLost(permission) ? 'taken' : 'nothingHere';
  const person = usePerson();
  if (!person) return null;
  if (isAllowed) return children;
  return (
    <Page title={t(`${why}.title`)}>
      <EmptyNote title={t(`${why}.lead`)}>{t(`${why}.text`)}</EmptyNote>
    </Page>
  );
}
