import { IN_STATES, US_STATES } from '@ostiary/domain/identifiers';
import { photograph, photographSheet, printSheet } from '../demo/rendering.ts';
import { CARD } from '../demo/specimen-card.ts';
import {
  drawBankStatement,
  drawDriverLicense,
  drawPassport,
  drawUtilityBill,
  pen,
  photographUtilityBill,
} from '../demo/specimen.ts';
import type { PaperPlan, Person } from './person.ts';
import { certificatePage, companyOf } from './specimen-certificate.ts';
import { identityCard } from './specimen-identity.ts';

const REPUBLIC = {
  US: { code: 'USA', name: 'UNITED STATES OF AMERICA' },
  IN: { code: 'IND', name: 'REPUBLIC OF INDIA' },
};
const CARD_TITLE = { DRIVER_LICENSE: 'DRIVING LICENCE', GOVERNMENT_ID: 'IDENTITY CARD' } as const;

const nameOf = ({ firstName, lastName }: Person) => `${firstName} ${lastName}`;
const linesOf = ({ address: { line1, city, region, postalCode } }: Person) => [
  line1,
  `${city}, ${region} ${postalCode}`,
];
const stateOf = ({ address: { country, region } }: Person) => {
  const states: readonly { code: string; name: string }[] = country === 'US' ? US_STATES : IN_STATES;
  return states.find(({ code }) => code === region)?.name ?? region;
};

async function drawCard(person: Person, plan: PaperPlan): Promise<Buffer> {
  const { documentType, side, flaw, issuingCountry, issuedOn } = plan;
  const printed = {
    name: nameOf(person),
    birthDate: person.dateOfBirth,
    number: plan.documentNumber,
    issuedOn,
    expiresOn: plan.expiresOn ?? issuedOn,
    address: linesOf(person),
    isAltered: flaw === 'altered',
  };
  const photo = { tilt: side === 'FRONT' ? -1.1 : 0.7 };
  if (documentType === 'PASSPORT')
    return drawPassport({ ...printed, country: REPUBLIC[issuingCountry] }, { tilt: 0.6 });
  const state = stateOf(person);
  if (documentType === 'DRIVER_LICENSE' && issuingCountry === 'US')
    return drawDriverLicense({ ...printed, state, side }, photo);
  const title = documentType === 'GOVERNMENT_ID' ? CARD_TITLE.GOVERNMENT_ID : CARD_TITLE.DRIVER_LICENSE;
  const marks = identityCard(await pen(), { ...printed, title, country: REPUBLIC[issuingCountry].name, side });
  return photograph(marks, CARD, photo);
}

async function drawCertificate(person: Person, plan: PaperPlan): Promise<Buffer> {
  const page = certificatePage(await pen(), {
    ...companyOf(person),
    number: plan.documentNumber,
    issuedOn: plan.issuedOn,
  });
  if (plan.flaw === 'blurred') return photographSheet(page, { tilt: 3, isBlurred: true });
  return printSheet({ pages: [page], title: 'Certificate (specimen)', issuedOn: plan.issuedOn });
}

/**
 * One paper as the file that its owner sends, JPEG or PDF, marked as a specimen. The same person and plan give the same
 * bytes, as long as the libraries that draw stay the same.
 */
export async function drawPaper(person: Person, plan: PaperPlan): Promise<Buffer> {
  if (plan.requirement === 'photo_id') return drawCard(person, plan);
  if (plan.requirement === 'registration_document') return drawCertificate(person, plan);
  const bill = {
    name: nameOf(person),
    address: linesOf(person),
    number: plan.documentNumber,
    issuedOn: plan.issuedOn,
    currency: plan.issuingCountry === 'US' ? '$' : 'Rs ',
  };
  if (plan.flaw === 'blurred') return photographUtilityBill(bill, { tilt: 3, isBlurred: true });
  return plan.documentType === 'BANK_STATEMENT' ? drawBankStatement(bill) : drawUtilityBill(bill);
}

export type Draw = typeof drawPaper;

/**
 * The first drawing of each look stands for all of them: for worlds that are loaded for their numbers. The name on it is
 * then another's.
 */
export function drawingOnce(): Draw {
  const drawn = new Map<string, Promise<Buffer>>();
  return (person, plan) => {
    const look = [plan.issuingCountry, plan.documentType, plan.side, plan.flaw].join(' ');
    const drawing = drawn.get(look) ?? drawPaper(person, plan);
    drawn.set(look, drawing);
    return drawing;
  };
}
