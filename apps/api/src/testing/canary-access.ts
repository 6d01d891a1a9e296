import type { CanaryWorld } from './canary-world.ts';

const NOBODY = '0197f3a0-0000-4000-8000-00000000dead';
const why = 'A reason, fictional';
const branch = { country: 'US', regions: [], ifscPrefix: null, parentId: null, name: 'A branch' };

/** Inputs for everything about people, branches and features; what would change somebody is asked of nobody. */
export const accessInputs = ({ victim, held }: CanaryWorld): Readonly<Record<string, unknown>> => ({
  'customers.sessions': { id: victim.id },
  'customers.history': { id: victim.id, limit: 100 },
  'customers.endSessions': { id: NOBODY, why },
  'customers.removeSecondFactor': { id: NOBODY, why },
  'customers.block': { id: held.id, why },
  'customers.unblock': { id: held.id, why },
  'people.list': { limit: 100 },
  'people.choices': undefined,
  'people.get': { id: victim.id },
  'people.invite': { email: 'colleague@example.com', displayName: 'Nila Fictional', role: 'AUDITOR', why },
  'people.resendInvite': { id: NOBODY },
  'people.withdrawInvite': { id: NOBODY },
  'people.assignRole': { id: NOBODY, role: 'AUDITOR', why },
  'people.revokeRole': { id: NOBODY, role: 'AUDITOR', why },
  'people.block': { id: NOBODY, why },
  'people.unblock': { id: NOBODY, why },
  'people.endSessions': { id: NOBODY, why },
  'people.removeSecondFactor': { id: NOBODY, why },
  'people.setSecurity': { id: NOBODY, version: 1, sessionHours: 1, why },
  'people.setBranch': { id: NOBODY, version: 1, branchId: null, onlyOwnBranch: false, why },
  'users.list': { search: 'Wren', limit: 100 },
  'users.get': { id: victim.id },
  'users.decide': { id: NOBODY, kycStatus: 'REJECTED', reason: 'OUT_OF_POLICY' },
  'users.block': { id: NOBODY, why },
  'users.unblock': { id: NOBODY, why },
  'users.setRoles': { id: NOBODY, roles: [], why },
  'invitations.look': { token: 'c'.repeat(43) },
  'invitations.accept': { token: 'c'.repeat(43), username: 'colleague', password: 'Canary-roost-fresh-77' },
  'branches.list': undefined,
  'branches.create': { ...branch, code: 'CANARY' },
  'branches.update': { ...branch, id: NOBODY, version: 1 },
  'branches.close': { id: NOBODY, version: 1 },
  'features.list': undefined,
  'features.set': { role: 'AUDITOR', feature: 'reports', enabled: true, why },
});
