import { CHECKED_ROWS } from '../identity-checks/subject.ts';
import type { DocumentSide, DocumentType } from '../kyc-documents/index.ts';
import { DATA_CODES, type RequirementCode } from '../requirements/code.ts';
import type { FieldCode } from '../shared/index.ts';
import type { Policy, PolicyRequirement } from './policy.ts';

/** The sides that a type has: a passport's photo page and a bill are one page each. */
export const SIDES_OF: Readonly<Record<DocumentType, readonly DocumentSide[]>> = {
  GOVERNMENT_ID: ['FRONT', 'BACK'],
  PASSPORT: ['FRONT'],
  DRIVER_LICENSE: ['FRONT', 'BACK'],
  UTILITY_BILL: ['FRONT'],
  BANK_STATEMENT: ['FRONT'],
  OTHER: ['FRONT', 'BACK'],
};

/** Rows that may stand for one another: both say the same of a person. */
export const ALTERNATIVE_OF: Readonly<Partial<Record<RequirementCode, RequirementCode>>> = {
  ssn: 'tax_id_alternative',
  tax_id_alternative: 'ssn',
};

/** Tells one problem of a policy by its path. */
type Refuse = (path: PropertyKey[], message: FieldCode) => void;
type Rows = readonly PolicyRequirement[];
type Accepted = Extract<PolicyRequirement, { kind: 'document' }>['accepts'][number];

/** Every requirement that a policy names, the alternative of a row included. */
export function askedCodes(rows: Rows): RequirementCode[] {
  return rows.flatMap((row) => (row.kind === 'data' && row.alternative ? [row.code, row.alternative] : [row.code]));
}

function checkCodes(rows: Rows, refuse: Refuse): void {
  const seen = new Set<RequirementCode>();
  for (const [at, row] of rows.entries()) {
    if (row.kind === 'data' && !DATA_CODES.some((known) => known === row.code))
      refuse(['requirements', at, 'code'], 'REQUIREMENT_KIND');
    if (row.kind === 'data' && row.alternative && ALTERNATIVE_OF[row.code] !== row.alternative)
      refuse(['requirements', at, 'alternative'], 'ALTERNATIVE_UNKNOWN');
    for (const [place, code] of askedCodes([row]).entries()) {
      if (seen.has(code)) refuse(['requirements', at, place === 0 ? 'code' : 'alternative'], 'REQUIREMENT_TWICE');
      seen.add(code);
    }
  }
}

function checkSides({ type, sides }: Accepted, path: PropertyKey[], refuse: Refuse): void {
  if (sides.some((side) => !SIDES_OF[type].includes(side))) refuse(path, 'SIDE_UNKNOWN');
}

/** One live document fills one row: a type that two rows accept could be sent for one of them only. */
function checkDocuments(rows: Rows, refuse: Refuse): void {
  const seen = new Set<DocumentType>();
  for (const [at, row] of rows.entries()) {
    if (row.kind !== 'document') continue;
    for (const [place, accepted] of row.accepts.entries()) {
      if (seen.has(accepted.type)) refuse(['requirements', at, 'accepts'], 'DOCUMENT_TYPE_TWICE');
      seen.add(accepted.type);
      checkSides(accepted, ['requirements', at, 'accepts', place, 'sides'], refuse);
    }
  }
}

/** Who it is, how to reach them and their consent: no application does without (31 CFR 1020.220(a)(2)(i); DPDP Act s. 6). */
function checkBasics({ requirements, applicantKind }: Pick<Policy, 'requirements' | 'applicantKind'>, refuse: Refuse) {
  const always = requirements.filter((row) => !('atRisk' in row) || row.atRisk === undefined).map(({ code }) => code);
  const basics = ['email', 'consent', applicantKind === 'business' ? 'business' : 'identity'] as const;
  if (!basics.every((code) => always.includes(code))) refuse(['requirements'], 'BASIC_ROWS_NEEDED');
}

function checkChecks({ requirements, checks }: Pick<Policy, 'requirements' | 'checks'>, refuse: Refuse): void {
  const asked = askedCodes(requirements);
  const hasRows = (kind: Policy['checks'][number]) =>
    CHECKED_ROWS[kind].some(({ needs }) => needs.every((code) => asked.includes(code)));
  if (!checks.every(hasRows)) refuse(['checks'], 'CHECK_ROWS_NEEDED');
}

/** The rules across the fields of a policy: each applicant can fulfil it, and is asked nothing twice. */
export function checkPolicy(policy: Policy, refuse: Refuse): void {
  const { requirements, ownerThresholdPercent } = policy;
  checkCodes(requirements, refuse);
  checkDocuments(requirements, refuse);
  checkBasics(policy, refuse);
  checkChecks(policy, refuse);
  if (askedCodes(requirements).includes('owners') && ownerThresholdPercent === undefined)
    refuse(['ownerThresholdPercent'], 'THRESHOLD_NEEDED');
}
