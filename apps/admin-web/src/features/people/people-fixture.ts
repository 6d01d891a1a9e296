import type { PeopleChoices, PersonItem, PersonView } from '@ostiary/domain/access';
import type { UserId } from '@ostiary/domain/shared';
import { trpcQuery } from '../../testing.tsx';

const at = '2026-11-20T10:00:00.000Z';

/** Invented people. */
export const priya = { id: '0190a000-0000-7000-8000-000000000002' as UserId, name: 'Priya Nair' }; // brands exist at compile time only
export const branch = { id: '0190b000-0000-7000-8000-000000000001', code: 'CHI', name: 'Chicago' };

export const person: PersonView = {
  id: '0190a000-0000-7000-8000-000000000090' as UserId,
  state: 'ACTIVE',
  username: 'meera',
  displayName: 'Meera Rao',
  email: 'meera@example.com',
  roles: ['KYC_REVIEWER'],
  branch: null,
  onlyOwnBranch: false,
  hasSecondFactor: true,
  lastSignInAt: at,
  invitedAt: null,
  expiresAt: null,
  language: 'en',
  createdAt: at,
  isSelf: false,
  isLastAdministrator: false,
  version: 3,
  roleList: [
    {
      role: 'KYC_REVIEWER',
      description: '',
      assignedBy: priya.name,
      assignedAt: at,
      why: 'Joined the desk (fictional)',
    },
  ],
  history: [],
  permissions: [],
  sessions: [
    {
      id: 's1',
      portal: 'staff',
      device: { browser: 'Firefox', system: 'Windows', kind: 'desktop' },
      address: '203.0.113.7',
      startedAt: at,
      lastUsedAt: at,
      endsAt: at,
      hasSecondFactor: true,
    },
  ],
  claimedCases: 2,
  security: { requiresSecondFactor: false, mustChangePassword: false, sessionHours: null, portals: ['staff'] },
  isFactorRequiredByBank: false,
};

export const invitation: PersonItem = {
  ...toItem(person),
  id: '0190c000-0000-7000-8000-000000000001',
  state: 'INVITED',
  username: null,
  displayName: 'Tara Bose',
  email: 'tara@example.com',
  hasSecondFactor: false,
  lastSignInAt: null,
  invitedAt: at,
  expiresAt: at,
};

/** The person as the list has them. */
export function toItem(view: PersonView): PersonItem {
  const { id, state, username, displayName, email, roles, onlyOwnBranch } = view;
  const { hasSecondFactor, lastSignInAt, invitedAt, expiresAt } = view;
  const rest = { hasSecondFactor, lastSignInAt, invitedAt, expiresAt };
  return { id, state, username, displayName, email, roles, branch: view.branch, onlyOwnBranch, ...rest };
}

export const choices: PeopleChoices = {
  roles: [
    { role: 'AUDITOR', description: '', permissions: ['audit.read'], isDeciding: false, isAuditing: true },
    { role: 'BANK_ADMIN', description: '', permissions: ['review.decide'], isDeciding: true, isAuditing: false },
    { role: 'KYC_REVIEWER', description: '', permissions: ['review.decide'], isDeciding: true, isAuditing: false },
  ],
  branches: [branch],
  onlyBranch: null,
};

export const peopleAnswers = [
  trpcQuery('people.choices', choices),
  trpcQuery('people.list', { items: [toItem(person), invitation], nextCursor: null }),
];
