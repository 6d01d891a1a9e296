import { maskAadhaar, maskAccountNumber, maskDocumentNumber, maskPan, maskSsn } from '@ostiary/domain/identifiers';
import { DraftFields, type FormRow, type RequirementCode, SECRET_FIELDS } from '@ostiary/domain/requirements';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from './case-file.service.ts';
import { masksBeside } from './draft-masks.ts';
import { isGivenCode, readGiven } from './given.service.ts';
import { addressOf, maskedSsn } from './present.service.ts';

const MASKS: Record<string, (text: string) => string> = {
  ssn: maskSsn,
  aadhaar: maskAadhaar,
  pan: maskPan,
  accountNumber: maskAccountNumber,
};

/** `{owners: [{city}]}` as `owners.0.city`, texts only; secrets apart and masked. */
function flatten(value: unknown, path: string, row: FormRow): FormRow {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path === '' ? key : `${path}.${key}`, row);
    return row;
  }
  if (value === undefined || value === null) return row;
  const last = path.slice(path.lastIndexOf('.') + 1);
  const text = String(value as string | number | boolean); // leaves of JSON
  if (SECRET_FIELDS.includes(last)) row.masked[path] = (MASKS[last] ?? maskDocumentNumber)(text);
  else row.fields[path] = text;
  return row;
}

function savedRow(file: CaseFile, vault: Vault, code: RequirementCode): FormRow {
  const row: FormRow = { fields: {}, masked: {} };
  if (isGivenCode(code)) return flatten(readGiven(file, vault, code), '', row);
  const { firstName, lastName, dateOfBirth } = file.customer;
  if (code === 'identity') return flatten({ firstName, lastName, dateOfBirth }, '', row);
  if (code === 'address') return flatten(addressOf(file, vault), '', row);
  const ssn = code === 'ssn' ? maskedSsn(file, vault) : null;
  return ssn === null ? row : { fields: {}, masked: { ssn } };
}

export const draftPlace = (rowId: string) => ({ table: 'requirement_state', column: 'draft_encrypted', rowId });

/** What stands in one form: the draft in place of what was saved; secrets of the saved data masked. */
export function formRow(file: CaseFile, vault: Vault, code: RequirementCode): FormRow {
  const saved = savedRow(file, vault, code);
  const state = file.states.find((candidate) => candidate.code === code);
  if (state?.draftEncrypted == null) return saved;
  const text = vault.read(draftPlace(state.id), state.draftEncrypted);
  if (text === null) return saved;
  const fields = DraftFields.parse(JSON.parse(text));
  return { fields, masked: masksBeside(saved, fields) };
}
