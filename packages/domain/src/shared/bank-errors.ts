import type { CatalogueEntry } from './error-kind.ts';

/** Refusals that staff meet: who is let in, where they work, and by which rules the bank goes. */
export const BANK_ERRORS = {
  OWN_ROLES_FORBIDDEN: { kind: 'forbidden', message: 'Nobody changes their own roles. Ask another administrator.' },
  OWN_ACCESS_FORBIDDEN: { kind: 'forbidden', message: 'You cannot do this to yourself. Ask another administrator.' },
  DUTIES_SEPARATED: {
    kind: 'conflict',
    message: 'Nobody may both decide applications and read the record. Take the other role away first.',
    isOnRecord: true,
  },
  LAST_ADMINISTRATOR: {
    kind: 'conflict',
    message: 'This is the last administrator. Give another person that role first.',
    isOnRecord: true,
  },
  ROLE_HELD: { kind: 'conflict', message: 'This person has that role already.' },
  ROLE_NOT_HELD: { kind: 'conflict', message: 'This person does not have that role.' },
  ALREADY_BLOCKED: { kind: 'conflict', message: 'This account is blocked already.' },
  NO_SECOND_FACTOR: { kind: 'conflict', message: 'This person has no second factor that could be removed.' },
  NOT_BLOCKED: { kind: 'conflict', message: 'This account is not blocked.' },
  INVITATION_OVER: {
    kind: 'invalid',
    message: 'This invitation was used, withdrawn or is older than seven days. Ask for a new one.',
  },
  INVITATION_OPEN: {
    kind: 'conflict',
    message: 'This person is invited already. Send that invitation again, or withdraw it first.',
  },
  FEATURE_OFF: { kind: 'forbidden', message: 'This part of the desk is switched off for your role.' },
  FEATURE_NEEDED: {
    kind: 'conflict',
    message: 'This stays on for this role: without it nobody could switch anything on again.',
  },
  BRANCH_CODE_TAKEN: { kind: 'conflict', message: 'Another branch has this code. Choose a different one.' },
  BRANCH_CYCLE: { kind: 'conflict', message: 'A branch cannot belong to itself or to one below it.' },
  BRANCH_IN_USE: {
    kind: 'conflict',
    message: 'This branch still has open cases, people, invitations or branches below it. Move or end them first.',
  },
  BRANCH_CLOSED: { kind: 'conflict', message: 'This branch is closed.' },
  NETWORK_REFUSED: { kind: 'forbidden', message: 'This portal cannot be opened from your network.' },
  NETWORK_LOCKS_YOU_OUT: {
    kind: 'conflict',
    message: 'This list leaves out the address you are using now. Add it, so that you do not lock yourself out.',
    isOnRecord: true,
  },
  POLICY_DRAFT_OPEN: {
    kind: 'conflict',
    message: 'A draft of this policy is open already. Go on with it, or discard it first.',
  },
  POLICY_DRAFT_CLOSED: { kind: 'conflict', message: 'This draft was published or discarded. Start a new one.' },
  POLICY_NOT_PROPOSED: { kind: 'conflict', message: 'This draft is not proposed. Propose it first.' },
  POLICY_PROPOSED: { kind: 'conflict', message: 'This draft is proposed already. Another person may publish it.' },
  POLICY_UNCHANGED: { kind: 'conflict', message: 'This draft says what the current version says. Change it first.' },
} as const satisfies Record<string, CatalogueEntry>;
