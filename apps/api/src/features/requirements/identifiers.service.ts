import type { RequirementCode } from '@ostiary/domain/requirements';
import type { Vault } from '../../vault.ts';
import type { CaseFile } from './case-file.service.ts';
import { type Identifier, isGivenCode, openGiven } from './given.service.ts';
import { identifiersIn } from './read-input.ts';

type Given = Pick<CaseFile, 'customer' | 'data'>;

/** The identifiers of one row, opened, as they were indexed when it was given. Throws `CORRUPTED_DATA`. */
export function givenIdentifiers(file: Given, vault: Vault, code: RequirementCode): Identifier[] {
  if (code === 'ssn') {
    const { id: rowId, ssnEncrypted } = file.customer;
    if (ssnEncrypted == null) return [];
    const place = { table: 'customer', column: 'ssn_encrypted', rowId, requirement: code } as const;
    return [{ kind: 'ssn', value: vault.open(place, ssnEncrypted) }];
  }
  if (!isGivenCode(code)) return [];
  const value = openGiven(file, vault, code);
  return value === null ? [] : identifiersIn(code, value);
}
