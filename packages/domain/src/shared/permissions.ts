import { z } from 'zod';

/** `area.verb`; code checks permissions, never role names. */
export const Permission = z.enum([
  'application.own',
  'self.manage',
  'review.read',
  'review.claim',
  'review.decide',
  'review.note',
  'review.request-more',
  'review.approve-second',
  'review.assign',
  'risk.override',
  'pii.reveal',
  'documents.view',
  'customers.read',
  'customers.block',
  'customers.correct',
  'customers.erase',
  'staff.read',
  'staff.manage',
  'roles.assign',
  'branches.manage',
  'features.manage',
  'fraud.read',
  'fraud.resolve',
  'security.read',
  'security.resolve',
  'audit.read',
  'audit.verify',
  'audit.export',
  'reports.read',
  'policy.read',
  'policy.publish',
]);
export type Permission = z.infer<typeof Permission>;

const REVIEWER: readonly Permission[] = [
  'self.manage',
  'review.read',
  'review.claim',
  'review.decide',
  'review.note',
  'review.request-more',
  'pii.reveal',
  'documents.view',
  'customers.read',
  'fraud.read',
  'reports.read',
  'policy.read',
];

/** Shipped roles. Nobody may hold a deciding permission and `audit.read` at once; the database refuses it too. */
export const SHIPPED_ROLES = {
  CUSTOMER: { description: 'Bank customer', permissions: ['application.own'] },
  KYC_REVIEWER: { description: 'Reviews and decides applications', permissions: REVIEWER },
  BANK_ADMIN: {
    description: 'Second approvals, staff, customers and settings',
    permissions: [
      ...REVIEWER,
      'review.approve-second',
      'review.assign',
      'risk.override',
      'customers.block',
      'customers.correct',
      'customers.erase',
      'staff.read',
      'staff.manage',
      'roles.assign',
      'branches.manage',
      'features.manage',
      'fraud.resolve',
      'security.read',
      'security.resolve',
      'policy.publish',
    ],
  },
  AUDITOR: {
    description: 'Reads and proves the record; changes nothing',
    permissions: [
      'self.manage',
      'review.read',
      'customers.read',
      'staff.read',
      'fraud.read',
      'security.read',
      'audit.read',
      'audit.verify',
      'audit.export',
      'reports.read',
      'policy.read',
    ],
  },
} as const satisfies Record<string, { description: string; permissions: readonly Permission[] }>;

export type ShippedRole = keyof typeof SHIPPED_ROLES;

export const DECIDING_PERMISSIONS: readonly Permission[] = [
  'review.decide',
  'review.approve-second',
  'review.request-more',
];

/** Separation of duties: true when a set of permissions joins deciding and auditing. */
export function joinsDecidingAndAuditing(permissions: readonly Permission[]): boolean {
  return (
    permissions.includes('audit.read') && permissions.some((permission) => DECIDING_PERMISSIONS.includes(permission))
  );
}
