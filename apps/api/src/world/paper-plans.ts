import type { RequirementCode } from '@ostiary/domain/requirements';
import type { Draft, Making } from './draft.ts';
import { givenRows } from './given.ts';
import { countryOf, type Expected, type PaperPlan } from './person.ts';

const DAY = 86_400_000;
const dayFrom = (iso: string, days: number) =>
  new Date(Date.parse(`${iso}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

interface Planning extends Making {
  readonly startedHoursAgo: number;
  readonly reason: Expected['reason'];
}

interface Dated {
  readonly begun: string;
  readonly expiresOn: string;
}

/** Everybody's card outlives their application, but for those whose approval has expired. */
function datesOf({ cell }: Draft, { asOf, startedHoursAgo }: Planning): Dated {
  const begun = dayFrom(asOf, -Math.ceil(startedHoursAgo / 24) - 1);
  return { begun, expiresOn: cell.state === 'EXPIRED' ? dayFrom(asOf, -10) : dayFrom(begun, 860) };
}

const isAltered = ({ reason }: Planning) => reason?.code === 'DOCUMENT_TAMPERED';
const isBlurred = ({ reason }: Planning, requirement: RequirementCode) =>
  reason?.code === 'DOCUMENT_UNREADABLE' && reason.requirement === requirement;

/** The photo identity of somebody, in the name of whoever sends it. */
export function photoIdPlans(draft: Draft, planning: Planning): PaperPlan[] {
  const { type, number } = draft.photoId;
  const { begun, expiresOn } = datesOf(draft, planning);
  const plan = {
    requirement: 'photo_id',
    documentType: type,
    documentNumber: number,
    issuingCountry: countryOf(draft.cell.pack),
    issuedOn: dayFrom(begun, -600),
    expiresOn,
  } as const;
  const name = type.toLowerCase().replace('_', '-');
  const flaw = isAltered(planning) ? 'altered' : null;
  const front = { ...plan, side: 'FRONT', fileName: `${name}-front.jpg`, flaw } as const;
  if (type === 'PASSPORT') return [front];
  return [front, { ...plan, side: 'BACK', fileName: `${name}-back.jpg`, flaw: null }];
}

function sheetPlan(draft: Draft, planning: Planning, requirement: 'proof_of_address' | 'registration_document') {
  const { begun } = datesOf(draft, planning);
  const blurred = isBlurred(planning, requirement);
  const isBill = requirement === 'proof_of_address';
  const type = isBill ? draft.bill.type : 'OTHER';
  const name = isBill ? type.toLowerCase().replace('_', '-') : 'certificate';
  return {
    requirement,
    documentType: type,
    side: 'FRONT',
    documentNumber: isBill ? draft.bill.number : draft.certificate,
    issuingCountry: countryOf(draft.cell.pack),
    issuedOn: dayFrom(begun, isBill ? -17 : -900),
    expiresOn: null,
    fileName: blurred ? 'IMG_2041.jpg' : `${name}.pdf`,
    flaw: blurred ? 'blurred' : null,
  } as const satisfies PaperPlan;
}

/** The files that this person has sent, in the policy's order. */
export function paperPlansOf(draft: Draft, planning: Planning): PaperPlan[] {
  return givenRows(draft).flatMap(({ code }) => {
    if (code === 'photo_id') return photoIdPlans(draft, planning);
    return code === 'proof_of_address' || code === 'registration_document' ? [sheetPlan(draft, planning, code)] : [];
  });
}
