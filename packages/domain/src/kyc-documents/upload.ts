import { z } from 'zod';
import { IN_STATES, normaliseDocumentNumber, US_STATES } from '../identifiers/index.ts';
import { Day, type FieldProblem, fieldProblem, type FieldProblems, fieldProblemsOf } from '../shared/index.ts';
import { DocumentSide, DocumentType, IDENTITY_DOCUMENTS } from './document.ts';

/** The text fields of `POST /api/kyc/upload/`. Number and dates are judged by `uploadProblems`, which knows the type and today. */
export const UploadFields = z.strictObject({
  documentType: DocumentType,
  documentNumber: z.string({ error: 'REQUIRED' }).trim().min(1, 'REQUIRED').max(60, 'DOCUMENT_NUMBER_FORMAT'),
  side: DocumentSide.default('FRONT'),
  /** The applicant's own unless said otherwise. */
  issuingCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'INVALID')
    .optional(),
  issuingRegion: z
    .string()
    .regex(/^[A-Za-z0-9]{1,10}$/, 'INVALID')
    .optional(),
  issuedOn: Day.optional(),
  expiresOn: Day.optional(),
});
export type UploadFields = z.infer<typeof UploadFields>;

const REGIONS: Readonly<Record<string, readonly { readonly code: string }[]>> = { US: US_STATES, IN: IN_STATES };

/** A region nobody knows would be an issuer of its own, under which a number is free again. */
function isUnknownRegion({ issuingCountry, issuingRegion }: Partial<UploadFields>): boolean {
  if (issuingRegion === undefined) return false;
  const known = issuingCountry === undefined ? Object.values(REGIONS).flat() : REGIONS[issuingCountry];
  return known !== undefined && !known.some(({ code }) => code === issuingRegion.toUpperCase());
}

/** What the fields get wrong together: the number's form for its type, an expired id, an issue date to come. */
export function uploadProblems(fields: Partial<UploadFields>, today: string): FieldProblems {
  const { documentType = 'OTHER', documentNumber, issuedOn, expiresOn } = fields;
  const problems: Record<string, FieldProblem[]> = {};
  if (documentNumber !== undefined && normaliseDocumentNumber(documentType, documentNumber) === null)
    problems.documentNumber = [fieldProblem('DOCUMENT_NUMBER_FORMAT')];
  if (isUnknownRegion(fields)) problems.issuingRegion = [fieldProblem('INVALID')];
  if (issuedOn !== undefined && issuedOn > today) problems.issuedOn = [fieldProblem('DATE_IN_FUTURE')];
  if (expiresOn !== undefined && expiresOn < today && IDENTITY_DOCUMENTS.includes(documentType))
    problems.expiresOn = [fieldProblem('DATE_IN_PAST')];
  return problems;
}

const DAY_MS = 86_400_000;

/** True for a day of issue further back than a row of the policy accepts (`maxAgeDays`). A day that is not known is refused where one is asked for. */
export function isTooOld(issuedOn: string | undefined, maxAgeDays: number | undefined, today: string): boolean {
  if (issuedOn === undefined || maxAgeDays === undefined) return false;
  return Date.parse(today) - Date.parse(issuedOn) > maxAgeDays * DAY_MS;
}

/** The fields of one upload, or every problem they have at once, each under its field. */
export function readUpload(
  given: Readonly<Record<string, string>>,
  today: string,
): { fields: UploadFields; problems: null } | { fields: null; problems: FieldProblems } {
  const parsed = UploadFields.safeParse(given);
  const problems = parsed.success ? {} : fieldProblemsOf(parsed.error);
  const sound = UploadFields.partial().safeParse(
    Object.fromEntries(Object.entries(given).filter(([name]) => !(name in problems))),
  );
  const all = { ...(sound.success ? uploadProblems(sound.data, today) : {}), ...problems };
  return parsed.success && Object.keys(all).length === 0
    ? { fields: parsed.data, problems: null }
    : { fields: null, problems: all };
}

/** Numbers are unique within their issuer: a country, or a country and its region. `home` is where the applicant lives. */
export function issuerOf(
  { issuingCountry, issuingRegion }: Pick<UploadFields, 'issuingCountry' | 'issuingRegion'>,
  home: string,
): string {
  const country = issuingCountry ?? home;
  return issuingRegion === undefined ? country : `${country}-${issuingRegion.toUpperCase()}`;
}

/** Whether two issuers may be one: a country without its region may be any of them. */
export function mayBeOneIssuer(one: string, other: string): boolean {
  const [country, region] = one.split('-');
  const [otherCountry, otherRegion] = other.split('-');
  return country === otherCountry && (region === undefined || otherRegion === undefined || region === otherRegion);
}

/** Display name of a client's file: the last path part, no control or direction characters, at most 120 characters. */
export function displayFileName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(/[\p{C}"<>|:*?]/gu, '')
    .trim();
  // By character, not by half of a surrogate pair.
  return Array.from(clean).slice(0, 120).join('') || 'document';
}
