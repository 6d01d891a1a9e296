import { maskedName } from '@ostiary/domain/audit';
import { maskPhone } from '@ostiary/domain/identifiers';
import type { Actor } from '../../context.ts';
import { maskEmail } from '../registration/confirm-contact.service.ts';

/** How somebody reads who a customer is. */
export interface Veil {
  readonly isDrawn: boolean;
  readonly name: (text: string) => string;
  readonly email: (text: string) => string;
  readonly phone: (text: string) => string;
}

const LIFTED: Veil = { isDrawn: false, name: String, email: String, phone: String };

const unlessEmpty = (mask: (text: string) => string) => (text: string) => (text === '' ? '' : mask(text));
const DRAWN: Veil = {
  isDrawn: true,
  name: (text) => maskedName(text) ?? '',
  email: unlessEmpty(maskEmail),
  phone: unlessEmpty(maskPhone),
};

/** Whole for those who decide cases or look after customers; masked for those who only read. */
export const veilOf = ({ actor: { permissions } }: { readonly actor: Pick<Actor, 'permissions'> }): Veil =>
  permissions.has('review.decide') || permissions.has('customers.block') ? LIFTED : DRAWN;
