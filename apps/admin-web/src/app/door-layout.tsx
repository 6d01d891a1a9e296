import { Brand, CustomerShell } from '@ostiary/ui';
import { Outlet } from '@tanstack/react-router';
import { LanguageMenu } from './language-menu.tsx';

/** The calm frame of pages that need no sign-in. */
export function DoorLayout() {
  return (
    <CustomerShell brand={<Brand />} actions={<LanguageMenu />}>
      <Outlet />
    </CustomerShell>
  );
}
