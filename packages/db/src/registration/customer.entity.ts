import { defineEntity, p } from '@mikro-orm/postgresql';
import type { UserId } from '@ostiary/domain/shared';

const CustomerSchema = defineEntity({
  name: 'Customer',
  properties: {
    /** The same id as the person's `app_user`. */
    id: p.uuid().$type<UserId>().primary(),
    customerNumber: p.text(),
    firstName: p.text().nullable(),
    lastName: p.text().nullable(),
    dateOfBirth: p.date().nullable(),
    country: p.text(),
    /** Fernet tokens under the person's data key; the row holds nothing in plain text. */
    ssnEncrypted: p.text().nullable(),
    ssnIndex: p.blob().nullable(),
    addressEncrypted: p.text().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
export class Customer extends CustomerSchema.class {}
CustomerSchema.setClass(Customer);
