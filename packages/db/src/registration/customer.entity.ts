import { defineEntity, p } from '@mikro-orm/postgresql';
import { EraseRefusal } from '@ostiary/domain/data-protection';
import { ApplicantKind } from '@ostiary/domain/policy';
import type { UserId } from '@ostiary/domain/shared';

const CustomerSchema = defineEntity({
  name: 'Customer',
  properties: {
    /** The same id as the person's `app_user`. */
    id: p.uuid().$type<UserId>().primary(),
    customerNumber: p.text(),
    firstName: p.text().nullable(),
    lastName: p.text().nullable(),
    /** Of an applicant that is a company; kept with its row `business`. */
    businessName: p.text().nullable(),
    dateOfBirth: p.date().nullable(),
    country: p.text(),
    applicantKind: p.enum(ApplicantKind.options).default('individual'),
    /** When the person asked to be forgotten and did not take it back. */
    erasureAskedAt: p.datetime().nullable(),
    /** When the bank last said no to that, and why. */
    erasureDeclinedAt: p.datetime().nullable(),
    erasureDeclinedBecause: p.enum(EraseRefusal.options).nullable(),
    /** When the data key was destroyed; what is left says that there was somebody. */
    erasedAt: p.datetime().nullable(),
    /** Fernet tokens under the person's data key; the row holds nothing in plain text. */
    ssnEncrypted: p.text().nullable(),
    addressEncrypted: p.text().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export class Customer extends CustomerSchema.class {}
CustomerSchema.setClass(Customer);
