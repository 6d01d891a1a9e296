import type { z } from 'zod';
import { DomainError, type FieldProblem, type FieldProblems } from './errors.ts';

/**
 * Stable codes for bad input in one field, with the sentence that says how to mend it.
 * Schemas carry the code as their `error`, so portal, tRPC and REST tell the same story.
 */
export const FIELD_MESSAGES = {
  REQUIRED: 'Fill this in.',
  INVALID: 'This is not in a form we can use. Check it.',
  CONFIRMATION_DIFFERS: 'This is not the number of this customer. Type it as it stands on the page.',
  UNKNOWN_FIELD: 'This field is not known here. Leave it out.',
  TOO_SHORT: 'This is too short.',
  TOO_LONG: 'This is too long.',
  USERNAME_FORMAT: 'Use 3 to 30 letters, digits, dots or underscores.',
  EMAIL_FORMAT: 'Enter an e-mail address, such as name@example.com.',
  PHONE_FORMAT: 'Enter a phone number with country code, such as +1 312 555 0134.',
  PHONE_INVALID: 'This number does not exist in that country. Check the digits, or start with + and the country code.',
  PASSWORD_TOO_SHORT: 'Use at least 8 characters with upper case, lower case and a digit, or 15 of any kind.',
  PASSWORD_TOO_LONG: 'Use at most 128 characters.',
  PASSWORD_NEEDS_UPPER: 'Add an upper-case letter, or use 15 or more characters.',
  PASSWORD_NEEDS_LOWER: 'Add a lower-case letter, or use 15 or more characters.',
  PASSWORD_NEEDS_DIGIT: 'Add a digit, or use 15 or more characters.',
  PASSWORD_COMMON: 'This password is on lists that attackers try first. Choose another.',
  PASSWORD_CONTAINS_USERNAME: 'Leave your username out of the password.',
  PASSWORD_CONTAINS_EMAIL: 'Leave your e-mail name out of the password.',
  PASSWORD_CONTAINS_NAME: 'Leave your own name out of the password.',
  PASSWORD_CONTAINS_BANK_NAME: 'Leave the bank’s name out of the password.',
  PASSWORDS_DIFFER: 'The two passwords are not the same.',
  NAME_FORMAT: 'Enter the name as it stands on your photo id, without digits.',
  DATE_FORMAT: 'Enter a real date as YYYY-MM-DD.',
  DATE_IN_FUTURE: 'This date is in the future.',
  DATE_IN_PAST: 'This date is in the past.',
  UNDER_AGE: 'You must be 18 or older to open an account.',
  DATE_TOO_OLD: 'Check the year.',
  DATE_TOO_FAR: 'Choose a day within a year.',
  PERIOD_REVERSED: 'The last day is before the first one. Swap them.',
  PERIOD_TOO_LONG: 'Choose at most two years.',
  SSN_FORMAT: 'A Social Security number has nine digits, such as 536-90-4399.',
  SSN_AREA: 'Social Security numbers do not start with 000, 666 or 9. Check the first three digits.',
  SSN_GROUP: 'The fourth and fifth digits cannot be 00. Check them.',
  SSN_SERIAL: 'The last four digits cannot be 0000. Check them.',
  SSN_VOID: 'This number was never issued to a person. Check it.',
  POSTAL_CODE_FORMAT: 'Check the postal code: a US ZIP code has five digits, an Indian PIN code six.',
  REGION_UNKNOWN: 'Choose a state.',
  AADHAAR_FORMAT: 'An Aadhaar number has twelve digits and does not start with 0 or 1.',
  AADHAAR_PALINDROME: 'This is not an Aadhaar number. Check the digits.',
  AADHAAR_CHECKSUM: 'One of the digits is wrong. Compare the number with your card.',
  PAN_FORMAT: 'A PAN has five letters, four digits and a letter, such as AAAPA1234A.',
  PAN_HOLDER: 'The fourth letter of a PAN names its kind of holder. Check it.',
  PAN_SERIAL: 'The four digits of a PAN cannot be 0000. Check them.',
  PAN_NOT_INDIVIDUAL: 'This is not the PAN of a person: its fourth letter would be P.',
  ITIN_FORMAT: 'An ITIN has nine digits and starts with 9.',
  ITIN_RANGE: 'The fourth and fifth digits do not belong to an ITIN. Check them.',
  PASSPORT_FORMAT: 'Use the 5 to 20 letters and digits of the passport number.',
  COUNTRY_FORMAT: 'Choose a country.',
  ACCOUNT_FORMAT: 'An account number has 4 to 18 digits.',
  IFSC_FORMAT: 'An IFSC has four letters, a zero and six letters or digits, such as HDFC0002854.',
  ABA_FORMAT: 'A routing number has nine digits.',
  ABA_CHECKSUM: 'One of the digits is wrong. Compare the number with a check or your bank’s page.',
  EIN_FORMAT: 'An EIN has nine digits, such as 12-3456789.',
  EIN_PREFIX: 'EINs do not begin with these two digits. Check them.',
  CIN_FORMAT: 'A CIN has 21 characters, such as U72900KA2015PTC082988.',
  GSTIN_FORMAT: 'A GSTIN has 15 characters: two digits, a PAN, and three more.',
  GSTIN_STATE: 'The first two digits of a GSTIN name a state. Check them.',
  GSTIN_PAN: 'The PAN inside this GSTIN is not one. Check characters 3 to 12.',
  GSTIN_CHECKSUM: 'One of the characters is wrong. Compare it with the certificate.',
  CONTROL_PERSON_UNDER_AGE: 'The person in control must be 18 or older.',
  SHARE_FORMAT: 'Enter a share between 0.01 and 100 percent.',
  SHARES_ABOVE_100: 'The shares add up to more than 100 percent.',
  TOO_MANY_OWNERS: 'Name at most 25 owners; those below the threshold may be left out.',
  OWNERS_NEEDED: 'Name each owner at or above the threshold, or say that there is none.',
  OWNER_AT_THRESHOLD: 'An owner on the list is at or above the threshold. Take back that there is none.',
  DOCUMENT_TOO_OLD: 'This document is too old. Send one of the last three months.',
  SEARCH_TOO_SHORT:
    'Type a whole customer number, e-mail address or document number, or four letters or more of a name.',
  TOO_MANY_PEOPLE: 'More than 50 people fit. Type more of the name, or a whole username, e-mail or customer number.',
  NAME_TAKEN: 'You have something of this name already. Choose another.',
  TOO_MANY_VIEWS: 'You have 50 saved views. Remove one first.',
  COUNTRY_NOT_SERVED: 'We cannot open accounts in this country yet.',
  DOCUMENT_TYPE_UNKNOWN: 'Choose one of the listed document types.',
  DOCUMENT_NUMBER_FORMAT: 'Use the 4 to 32 letters and digits of the document number.',
  ISSUER_DIFFERS: 'Front and back are issued in the same place. Check it, or remove the other side first.',
  NUMBER_DIFFERS: 'Front and back carry the same number. Check it, or remove the other side first.',
  CODE_FORMAT: 'Enter the six digits of the code.',
  FACTOR_CODE_FORMAT: 'Enter the six digits of your app, or one of your recovery codes.',
  PASSWORD_WRONG: 'This is not your current password.',
  PASSWORD_SAME: 'Choose a password that differs from the current one.',
  PASSWORD_SHORTER_THAN_15: 'Use at least 15 characters, for example four or five words.',
  RESET_LINK_INVALID: 'This link was used already or is older than 30 minutes. Ask for a new one.',
  UNDO_LINK_INVALID: 'This link was used already or is older than three days. Contact the bank.',
  NETWORK_FORMAT: 'Enter an address or a network, such as 192.0.2.0/24 or 2001:db8::/32.',
  NETWORK_HOST_BITS: 'The address has bits beyond its prefix. Check the network, or use a longer prefix.',
  NETWORK_TWICE: 'This network is in the list twice.',
  NETWORK_LOCKS_YOU_OUT: 'This list leaves out the address you are using now. Add it.',
  ADDRESS_FORMAT: 'Enter one IPv4 or IPv6 address.',
  CODE_INVALID: 'That code is not right or no longer valid. Check it, or ask for a new one.',
  CODE_USED_UP: 'This code was tried too often. Ask for a new one.',
  CONSENT_NEEDED: 'Please accept, so that we may check your data.',
  FILE_MISSING: 'Choose a file.',
  FILE_EMPTY: 'This file is empty. Choose another.',
  ONE_FILE_ONLY: 'Send one file at a time.',
  REASON_NEEDED: 'Give at least one reason.',
  FINAL_REASON_NEEDED: 'Rejecting needs at least one final reason.',
  ROW_NOT_REFUSED: 'Give reasons only for rows that this decision refuses.',
  REASON_NOT_FOR_REQUIREMENT: 'This reason does not fit that requirement.',
  CANNOT_TAKE_CASES: 'This person cannot take cases now. Choose another.',
  CANNOT_READ_CASES: 'One of these people cannot read this case. Leave them out.',
  HOURS_RANGE: 'Enter whole hours from 1 to 2160.',
  DAYS_RANGE: 'Enter whole days from 1 to 3650, or leave it empty.',
  PERCENT_RANGE: 'Enter a percentage above 0 and up to 100.',
  ROWS_NEEDED: 'A policy asks for at least one row.',
  REQUIREMENT_TWICE: 'This row is asked for twice.',
  REQUIREMENT_KIND: 'This row is of another kind.',
  DOCUMENT_TYPE_NEEDED: 'Choose at least one document type.',
  DOCUMENT_TYPE_TWICE: 'A document type is listed twice.',
  SIDES_NEEDED: 'Choose at least one side.',
  SIDE_TWICE: 'A side is listed twice.',
  SIDE_UNKNOWN: 'This document type has no such side.',
  ALTERNATIVE_UNKNOWN: 'Only the Social Security number and the other tax id stand for one another.',
  BASIC_ROWS_NEEDED: 'Ask everyone for their e-mail, their consent, and who they are: a person or a business.',
  CHECK_ROWS_NEEDED: 'A check needs the rows that it is about.',
  CONSENT_TEXT_UNKNOWN: 'There is no consent text of this version.',
  RISK_TWICE: 'A risk band is listed twice.',
  RISK_NEEDED: 'Choose at least one risk band, or ask everyone.',
  CHECK_TWICE: 'A check is listed twice.',
  THRESHOLD_NEEDED: 'Owners need the percentage from which they are identified.',
  POLICY_FIXED: 'This stays as it is in the version the draft starts from.',
  ROLE_UNKNOWN: 'Choose one of the listed roles.',
  BRANCH_UNKNOWN: 'Choose one of the open branches.',
  BRANCH_NEEDED: 'Choose a branch, or let the person see the cases of all.',
  BRANCH_CODE_FORMAT: 'Use 2 to 12 capital letters, digits or hyphens.',
  BRANCH_CODE_TAKEN: 'Another branch has this code. Choose a different one.',
  IFSC_PREFIX_FORMAT:
    'The beginning of an IFSC has four letters and a zero, such as HDFC0. Only Indian branches have one.',
  HOURS_OF_SESSION: 'Enter whole hours from 1 to 24, or leave it empty.',
  JSON_FORMAT: 'This is not JSON yet. Check quotes, commas and brackets.',
  USERNAME_TAKEN: 'That username is taken. Choose another, or sign in.',
  EMAIL_TAKEN: 'That e-mail already has an account. Sign in, or reset your password.',
  PHONE_TAKEN: 'That phone number already has an account. Sign in, or use another number.',
} as const;

export type FieldCode = keyof typeof FIELD_MESSAGES;

/** A code with its English sentence; one that is not of the catalogue reads as `INVALID` does. */
export function fieldProblem(code: string): FieldProblem {
  return { code, message: code in FIELD_MESSAGES ? FIELD_MESSAGES[code as FieldCode] : FIELD_MESSAGES.INVALID }; // narrowed by `in`
}

/** `INVALID_INPUT` over one field, for what only a rule or the database can tell. */
export function invalidField(field: string, code: FieldCode): DomainError {
  return new DomainError('INVALID_INPUT', { fields: { [field]: [fieldProblem(code)] } });
}

function issueCode(issue: z.core.$ZodIssue): string {
  if (issue.message in FIELD_MESSAGES) return issue.message;
  if (issue.code === 'unrecognized_keys') return 'UNKNOWN_FIELD';
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'REQUIRED';
  if (issue.code === 'too_small') return 'TOO_SHORT';
  if (issue.code === 'too_big') return 'TOO_LONG';
  return 'INVALID';
}

/** Turns a zod error into `{field: [{code, message}]}`; unknown keys are named one by one, problems of the whole under `_`. */
export function fieldProblemsOf(error: { readonly issues: readonly z.core.$ZodIssue[] }): FieldProblems {
  // A map: a client's key may be `constructor`.
  const problems = new Map<string, FieldProblem[]>();
  for (const issue of error.issues) {
    const fields =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key].join('.'))
        : [issue.path.join('.') || '_'];
    for (const field of fields) problems.set(field, [...(problems.get(field) ?? []), fieldProblem(issueCode(issue))]);
  }
  return Object.fromEntries(problems);
}
