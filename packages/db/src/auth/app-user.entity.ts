import { defineEntity, p } from '@mikro-orm/postgresql';
import { Language, type UserId } from '@ostiary/domain/shared';

const AppUserSchema = defineEntity({
  name: 'AppUser',
  properties: {
    id: p.uuid().$type<UserId>().primary(),
    username: p.text(),
    email: p.text(),
    phoneNumber: p.text().nullable(),
    /** Null between claiming the name and storing the hash: such an account cannot sign in. */
    passwordHash: p.text().nullable().hidden(),
    /** Staff are known by it to each other; customers' names are in `customer`. */
    displayName: p.text().nullable(),
    language: p.enum(Language.options).default('en'),
    emailConfirmedAt: p.datetime().nullable(),
    phoneConfirmedAt: p.datetime().nullable(),
    passwordChangedAt: p.datetime().nullable(),
    /** Set by "this wasn't me": the password no longer signs in until it is reset. */
    mustResetPassword: p.boolean().default(false),
    isBlocked: p.boolean().default(false),
    /** Erasure: contacts anonymised, no way to sign in. */
    erasedAt: p.datetime().nullable(),
    branchId: p.uuid().nullable(),
    /** Sees the cases of that branch alone. */
    onlyOwnBranch: p.boolean().default(false),
    requiresSecondFactor: p.boolean().default(false),
    /** Sessions end after so many hours, where that is sooner than everybody's. */
    sessionHours: p.smallint().nullable(),
    /** Doors this person may not use. */
    closedPortals: p.array<'customer' | 'staff'>().columnType('text[]').default([]),
    /** Grows with every change of what staff may do and see. */
    accessVersion: p.integer().default(1),
    lastLogin: p.datetime().nullable(),
    lastLoginIp: p.string().columnType('inet').nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export class AppUser extends AppUserSchema.class {}
AppUserSchema.setClass(AppUser);
