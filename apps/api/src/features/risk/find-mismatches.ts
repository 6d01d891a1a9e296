import { isSameDay, isSameName, isSameNumber } from '@ostiary/domain/kyc-documents';
import type { Vault } from '../../vault.ts';
import { numberOf, openReading, typedName } from '../kyc-documents/reading.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

/** Labels of what a paper prints otherwise than it was typed; what was not found on a paper differs from nothing. */
export function findMismatches(file: CaseFile, vault: Vault): string[] {
  const name = typedName(file);
  const { dateOfBirth } = file.customer;
  return file.documents.flatMap((document) => {
    const isUsable = document.status === 'PENDING' || document.status === 'VERIFIED';
    const reading = isUsable ? openReading(document, vault) : null;
    if (reading === null) return [];
    const number = numberOf(document, vault);
    const found = [
      { label: 'name', isOther: name && reading.name && !isSameName(name, reading.name) },
      {
        label: 'birth date',
        isOther: dateOfBirth && reading.dateOfBirth && !isSameDay(dateOfBirth, reading.dateOfBirth),
      },
      { label: 'document number', isOther: number && reading.number && !isSameNumber(number, reading.number) },
    ];
    return found.flatMap(({ label, isOther }) => (isOther === true ? [label] : []));
  });
}
