import { blindIndexes } from '@ostiary/domain/crypto';
import {
  checkAadhaar,
  checkCin,
  checkEin,
  checkGstin,
  checkItin,
  checkPan,
  checkSsn,
  normaliseDocumentNumber,
} from '@ostiary/domain/identifiers';
import { DocumentType } from '@ostiary/domain/kyc-documents';
import type { Condition } from '../../condition.ts';
import type { StaffContext } from '../../context.ts';
import { numberIndexes } from '../keys/number-index.service.ts';

const decoded = (indexes: readonly Buffer[]): Condition => ({
  sql: indexes.map(() => `decode(?, 'hex')`).join(', '),
  params: indexes.map((index) => index.toString('hex')),
});

/** By blind index under every key: no number is opened, and none stands in the statement. */
function ofDocuments({ deps }: StaffContext, text: string): Condition | null {
  const indexes = DocumentType.options.flatMap((type) => {
    const number = normaliseDocumentNumber(type, text);
    return number === null ? [] : numberIndexes(deps.keys, type, number).all;
  });
  if (indexes.length === 0) return null;
  const { sql, params } = decoded(indexes);
  return { sql: `select customer_id from kyc_document where number_index in (${sql})`, params };
}

/** Every number of that form; a passport's, in place of a tax number, is known with its country alone. */
function formsOf(text: string): { number: string; value: string }[] {
  const [ssn, itin, ein] = [checkSsn(text), checkItin(text), checkEin(text)];
  const [aadhaar, pan, cin, gstin] = [checkAadhaar(text), checkPan(text), checkCin(text), checkGstin(text)];
  return [
    ...(ssn.ok ? [{ number: 'ssn', value: ssn.digits }] : []),
    ...(itin.ok ? [{ number: 'itin', value: itin.digits }] : []),
    ...(aadhaar.ok ? [{ number: 'aadhaar', value: aadhaar.digits }] : []),
    ...(pan.ok ? [{ number: 'pan', value: pan.pan }] : []),
    ...(ein.ok ? [{ number: 'registration', value: ein.digits }] : []),
    ...(cin.ok ? [{ number: 'registration', value: cin.cin }] : []),
    ...(gstin.ok ? [{ number: 'gstin', value: gstin.gstin }] : []),
  ];
}

const ROWS = ['tax_id_alternative', 'owners', 'control_person', 'business'];

/** The applicant's own, an owner's, the company's; an index begins with the kind, which is why they are spelled out. */
function ofIdentifiers({ deps }: StaffContext, text: string): Condition | null {
  const forms = formsOf(text);
  if (forms.length === 0) return null;
  const each = forms.map(({ number, value }): Condition => {
    const kinds = [number, ...ROWS.map((row) => `${row}:${number}`)].map((kind) => `'${kind}'`);
    const { sql, params } = decoded(blindIndexes(deps.keys.blindIndex, number, value));
    return { sql: `kind in (${kinds.join(', ')}) and value_index in (${sql})`, params };
  });
  return {
    sql: `select customer_id from identifier_index where ${each.map(({ sql }) => `(${sql})`).join(' or ')}`,
    params: each.flatMap(({ params }) => params),
  };
}

/** Whose document or other number it is, whole: a query for customers' ids. Null for what no number looks like. */
export function numberHolders(ctx: StaffContext, text: string): Condition | null {
  const found = [ofDocuments(ctx, text), ofIdentifiers(ctx, text)].filter((one) => one !== null);
  if (found.length === 0) return null;
  return { sql: found.map(({ sql }) => sql).join(' union '), params: found.flatMap(({ params }) => params) };
}
