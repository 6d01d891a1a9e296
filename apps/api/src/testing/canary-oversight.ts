import type { CanaryWorld } from './canary-world.ts';

const NOBODY = '0197f3a0-0000-4000-8000-00000000dead';

/** What each procedure of oversight is asked; ids of nobody where a real one would have to be looked up. */
export const oversightInputs = ({ victim }: CanaryWorld) => ({
  'audit.search': { limit: 100 },
  'audit.event': { id: NOBODY },
  'audit.personTrail': { id: victim.id, limit: 100 },
  'audit.caseTrail': { id: victim.applicationId, limit: 100 },
  'audit.proof': { id: NOBODY },
  'audit.verification': undefined,
  'audit.verify': undefined,
  'audit.logs': { limit: 100 },
  'audit.logsOfUser': { id: victim.id },
  'audit.exports.start': { format: 'CSV', filter: {} },
  'audit.exports.list': undefined,
  'audit.exports.get': { id: NOBODY },
  'audit.exports.cancel': { id: NOBODY },
  'securityEvents.list': { state: 'all', limit: 100 },
  'securityEvents.counts': undefined,
  'securityEvents.get': { id: NOBODY },
  'securityEvents.take': { id: NOBODY, version: 1 },
  'securityEvents.giveBack': { id: NOBODY },
  'securityEvents.resolve': { id: NOBODY, version: 1, resolution: 'ACCEPTED', note: 'A note, fictional' },
  'securityEvents.reopen': { id: NOBODY, version: 1, why: 'A reason, fictional' },
  'securityEvents.resolveMany': {
    events: [{ id: NOBODY, version: 1 }],
    resolution: 'ACCEPTED',
    note: 'A note, fictional',
  },
  'reports.kyc': {},
  'reports.security': {},
});
