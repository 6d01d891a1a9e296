import { Outlet } from '@tanstack/react-router';
import { PermissionGate } from './permission-gate.tsx';

export function CasesGate() {
  return (
    <PermissionGate permission="review.read">
      <Outlet />
    </PermissionGate>
  );
}
