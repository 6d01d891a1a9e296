import { defineEntity, p } from '@mikro-orm/postgresql';
import { Language, type UserId } from '@ostiary/domain/shared';

const StaffInvitationSchema = defineEntity({
  name: 'StaffInvitation',
  properties: {
    id: p.uuid().primary(),
    /** Forgotten once the invitation is over, as is the name. */
    email: p.text().nullable(),
    displayName: p.text().nullable(),
    language: p.enum(Language.options),
    roleId: p.uuid(),
    branchId: p.uuid().nullable(),
    onlyOwnBranch: p.boolean().default(false),
    why: p.text(),
    tokenHash: p.blob(),
    invitedBy: p.uuid().$type<UserId>(),
    invitedAt: p.datetime(),
    sentAt: p.datetime(),
    expiresAt: p.datetime(),
    acceptedAt: p.datetime().nullable(),
    acceptedBy: p.uuid().$type<UserId>().nullable(),
    withdrawnAt: p.datetime().nullable(),
    withdrawnBy: p.uuid().$type<UserId>().nullable(),
  },
});
export class StaffInvitation extends StaffInvitationSchema.class {}
StaffInvitationSchema.setClass(StaffInvitation);
