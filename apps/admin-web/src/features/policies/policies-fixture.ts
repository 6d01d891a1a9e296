import {
  comparePolicies,
  type DraftView,
  type Policy,
  type PolicyPage,
  SHIPPED_POLICIES,
} from '@ostiary/domain/policy';

/** Invented facts around the shipped policies, for tests of the screens. */
export const admin = { id: '0190a000-0000-7000-8000-000000000090', name: 'Meera Rao' };
export const draftId = '0190a000-0000-7000-8000-0000000000d1';
const at = new Date(Date.now() - 86_400_000).toISOString();

function shipped(version: number): Policy {
  const policy = SHIPPED_POLICIES.find((one) => one.code === 'us-individual' && one.version === version);
  if (!policy) throw new Error(`no version ${version} ships`);
  return policy;
}
export const FIRST = shipped(1);
export const SECOND = shipped(2);

export const pageOf = (body: Policy, over: Partial<PolicyPage> = {}): PolicyPage => ({
  facts: {
    code: body.code,
    version: body.version,
    title: body.title,
    publishedAt: at,
    proposedBy: null,
    publishedBy: null,
    applications: 12,
  },
  body,
  versions: [2, 1],
  draftId: null,
  ...over,
});

export function draftOf(body: Partial<Policy> = {}, over: Partial<DraftView> = {}): DraftView {
  const whole = { ...SECOND, version: 3, ...body };
  return {
    id: draftId,
    version: 4,
    state: 'DRAFT',
    body: whole,
    note: '',
    base: { version: 2, body: SECOND },
    isStale: false,
    changes: comparePolicies(SECOND, whole),
    editedBy: 'Tomás Ruiz',
    editedAt: at,
    proposedBy: null,
    proposedAt: null,
    isOwnWork: false,
    closedBy: null,
    closedAt: null,
    replay: null,
    ...over,
  };
}
