import { z } from 'zod';
import { DeviceLabel } from '../auth/index.ts';
import { Email } from '../registration/index.ts';
import { Language, Permission, UserId, freeText } from '../shared/index.ts';
import { RoleName, Why } from './words.ts';

export const PersonState = z.enum(['ACTIVE', 'BLOCKED', 'INVITED']);
export type PersonState = z.infer<typeof PersonState>;

const Page = {
  /** What a keyset page continues after; opaque. */
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
};

/** `search`: part of a name, username or e-mail. */
export const PeopleFilter = z.strictObject({
  search: freeText(254).optional(),
  role: RoleName.optional(),
  state: PersonState.optional(),
  branchId: z.uuid().optional(),
  ...Page,
});
export type PeopleFilter = z.infer<typeof PeopleFilter>;

export const BranchRef = z.strictObject({ id: z.uuid(), code: z.string(), name: z.string() });
export type BranchRef = z.infer<typeof BranchRef>;

/** A member of staff, or an open invitation (`INVITED`; `id` is then the invitation's). */
export const PersonItem = z.strictObject({
  id: z.uuid(),
  state: PersonState,
  /** Null while invited. */
  username: z.string().nullable(),
  displayName: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  branch: BranchRef.nullable(),
  onlyOwnBranch: z.boolean(),
  hasSecondFactor: z.boolean(),
  lastSignInAt: z.iso.datetime().nullable(),
  /** Of an invitation: when it was sent last, and until when its link works. */
  invitedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});
export type PersonItem = z.infer<typeof PersonItem>;
export const PeoplePage = z.strictObject({ items: z.array(PersonItem), nextCursor: z.string().nullable() });
export type PeoplePage = z.infer<typeof PeoplePage>;

export const Portal = z.enum(['customer', 'staff']);
export type Portal = z.infer<typeof Portal>;

export const SecuritySettings = z.strictObject({
  requiresSecondFactor: z.boolean(),
  /** The person chooses a new password by a link before they sign in again. */
  mustChangePassword: z.boolean(),
  /** Sessions last no longer than this; null: as long as everybody's. */
  sessionHours: z.int().min(1).max(24).nullable(),
  /** Doors that are open to this person. */
  portals: z.array(Portal),
});
export type SecuritySettings = z.infer<typeof SecuritySettings>;

export const AccessChangeKind = z.enum([
  'INVITED',
  'ROLE_ASSIGNED',
  'ROLE_REVOKED',
  'BLOCKED',
  'UNBLOCKED',
  'SESSIONS_ENDED',
  'SECURITY_SET',
  'BRANCH_SET',
  'SECOND_FACTOR_REMOVED',
]);
export type AccessChangeKind = z.infer<typeof AccessChangeKind>;

/** One thing that was done to somebody's access. */
export const AccessChange = z.strictObject({
  id: z.uuid(),
  kind: AccessChangeKind,
  role: z.string().nullable(),
  branch: z.string().nullable(),
  /** Null: before people were managed here, or at the server itself. */
  by: z.string().nullable(),
  at: z.iso.datetime(),
  why: z.string().nullable(),
  /** False: the words are not those that the record was made with. Null: it was made with none, or they are forgotten. */
  isAsRecorded: z.boolean().nullable(),
});
export type AccessChange = z.infer<typeof AccessChange>;

export const SessionView = z.strictObject({
  id: z.string(),
  portal: Portal,
  device: DeviceLabel,
  /** Hidden from those who only look. */
  address: z.string(),
  startedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  hasSecondFactor: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;
export const SessionViews = z.strictObject({ sessions: z.array(SessionView) });

export const PersonView = z.strictObject({
  ...PersonItem.shape,
  id: UserId,
  username: z.string(),
  language: Language,
  createdAt: z.iso.datetime(),
  isSelf: z.boolean(),
  /** The only one left who may assign roles: cannot be blocked or stripped of it. */
  isLastAdministrator: z.boolean(),
  /** Goes back with every change, so that a stale screen changes nothing. */
  version: z.int(),
  roleList: z.array(
    z.strictObject({
      role: z.string(),
      description: z.string(),
      assignedBy: z.string().nullable(),
      assignedAt: z.iso.datetime(),
      why: z.string().nullable(),
    }),
  ),
  /** Everything that was ever done to the person's access, newest first. */
  history: z.array(AccessChange),
  permissions: z.array(Permission),
  sessions: z.array(SessionView),
  /** Cases they hold now: they go back to the queue when the person is blocked. */
  claimedCases: z.int(),
  security: SecuritySettings,
  /** Whether the bank requires the factor of everybody at this door anyway. */
  isFactorRequiredByBank: z.boolean(),
});
export type PersonView = z.infer<typeof PersonView>;

/** What people may be given, and where they may work. */
export const PeopleChoices = z.strictObject({
  roles: z.array(
    z.strictObject({
      role: z.string(),
      description: z.string(),
      permissions: z.array(Permission),
      /** Decides applications: not beside one that reads the record. */
      isDeciding: z.boolean(),
      isAuditing: z.boolean(),
    }),
  ),
  branches: z.array(BranchRef),
  /** The branch that whoever asks is kept to: they let in nobody beyond it. */
  onlyBranch: z.uuid().nullable(),
});
export type PeopleChoices = z.infer<typeof PeopleChoices>;

export const PersonRef = z.strictObject({ id: UserId });
export type PersonRef = z.infer<typeof PersonRef>;
export const RoleInput = z.strictObject({ id: UserId, role: RoleName, why: Why });
export type RoleInput = z.infer<typeof RoleInput>;
export const BlockInput = z.strictObject({ id: UserId, why: Why });
export type BlockInput = z.infer<typeof BlockInput>;

/** What is left out stays. Throws away nobody's work: `version` is that of `people.get`. */
export const SetSecurityInput = z.strictObject({
  id: UserId,
  version: z.int(),
  requiresSecondFactor: z.boolean().optional(),
  mustChangePassword: z.literal(true).optional(),
  sessionHours: z.int().min(1, 'HOURS_OF_SESSION').max(24, 'HOURS_OF_SESSION').nullable().optional(),
  portals: z.array(Portal).max(2).optional(),
  why: Why,
});
export type SetSecurityInput = z.infer<typeof SetSecurityInput>;

export const SetBranchInput = z.strictObject({
  id: UserId,
  version: z.int(),
  branchId: z.uuid().nullable(),
  onlyOwnBranch: z.boolean(),
  why: Why,
});
export type SetBranchInput = z.infer<typeof SetBranchInput>;

export const InviteInput = z.strictObject({
  email: Email,
  displayName: freeText(80).min(1, 'REQUIRED'),
  role: RoleName,
  branchId: z.uuid().nullable().default(null),
  onlyOwnBranch: z.boolean().default(false),
  language: Language.default('en'),
  why: Why,
});
export type InviteInput = z.infer<typeof InviteInput>;

export const InvitationRef = z.strictObject({ id: z.uuid() });
export type InvitationRef = z.infer<typeof InvitationRef>;
export const InvitationSent = z.strictObject({ id: z.uuid(), expiresAt: z.iso.datetime() });
export type InvitationSent = z.infer<typeof InvitationSent>;
