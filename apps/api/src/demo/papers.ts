import { UploadFields } from '@ostiary/domain/kyc-documents';
import type { Applicant } from './applicants.ts';
import {
  drawBankStatement,
  drawDriverLicense,
  drawPassport,
  drawUtilityBill,
  photographUtilityBill,
} from './specimen.ts';

const DAY = 86_400_000;

/** A sample document as a file, and what its owner types beside it. */
export interface Paper {
  readonly fields: UploadFields;
  readonly fileName: string;
  readonly bytes: Buffer;
}

export interface Flaws {
  readonly isBlurred?: boolean;
  /** Days past its date, though its owner leaves that date out. */
  readonly expiredDays?: number;
  readonly isAltered?: boolean;
  /** The address on the paper, where it is not the one that was typed. */
  readonly otherAddress?: readonly string[];
}

const day = (from: Date, days: number) => new Date(from.getTime() + days * DAY).toISOString().slice(0, 10);
const nameOf = ({ firstName, lastName }: Applicant) => `${firstName} ${lastName}`;
const linesOf = ({ address }: Applicant) => [address.line1, `${address.city}, ${address.region} ${address.postalCode}`];

/** Front and back of a driver license, photographed on a table. */
export async function licenseOf(
  applicant: Applicant,
  now: Date,
  { expiredDays, isAltered = false }: Flaws,
): Promise<Paper[]> {
  const expiresOn = day(now, expiredDays === undefined ? 860 : -expiredDays);
  const printed = {
    name: nameOf(applicant),
    birthDate: applicant.dateOfBirth,
    number: applicant.licenseNumber,
    state: applicant.stateName,
    address: linesOf(applicant),
    issuedOn: day(now, expiredDays === undefined ? -600 : -2200),
    expiresOn,
    isAltered,
  };
  const given = {
    documentType: 'DRIVER_LICENSE',
    documentNumber: applicant.licenseNumber,
    issuingRegion: applicant.address.region,
    ...(expiredDays === undefined ? { expiresOn } : {}),
  };
  const [front, back] = await Promise.all([
    drawDriverLicense({ ...printed, side: 'FRONT' }, { tilt: -1.1 }),
    drawDriverLicense({ ...printed, side: 'BACK' }, { tilt: 0.7 }),
  ]);
  return [
    { fields: UploadFields.parse({ ...given, side: 'FRONT' }), fileName: 'license-front.jpg', bytes: front },
    { fields: UploadFields.parse({ ...given, side: 'BACK' }), fileName: 'license-back.jpg', bytes: back },
  ];
}

export async function passportOf(applicant: Applicant, now: Date): Promise<Paper[]> {
  const [issuedOn, expiresOn] = [day(now, -900), day(now, 2750)];
  const bytes = await drawPassport(
    { name: nameOf(applicant), birthDate: applicant.dateOfBirth, number: applicant.licenseNumber, issuedOn, expiresOn },
    { tilt: 0.6 },
  );
  return [
    {
      fields: UploadFields.parse({
        documentType: 'PASSPORT',
        documentNumber: applicant.licenseNumber,
        issuedOn,
        expiresOn,
      }),
      fileName: 'passport.jpg',
      bytes,
    },
  ];
}

const printedBill = (applicant: Applicant, now: Date, { otherAddress }: Flaws) => ({
  name: nameOf(applicant),
  address: otherAddress ?? linesOf(applicant),
  number: applicant.billNumber,
  issuedOn: day(now, -17),
});

/** An electricity bill: the original PDF, or a photograph nobody can read. */
export async function billOf(applicant: Applicant, now: Date, flaws: Flaws): Promise<Paper[]> {
  const bill = printedBill(applicant, now, flaws);
  const fields = UploadFields.parse({
    documentType: 'UTILITY_BILL',
    documentNumber: bill.number,
    issuedOn: bill.issuedOn,
  });
  if (flaws.isBlurred)
    return [
      { fields, fileName: 'IMG_2041.jpg', bytes: await photographUtilityBill(bill, { tilt: 3, isBlurred: true }) },
    ];
  return [{ fields, fileName: 'electricity-bill.pdf', bytes: await drawUtilityBill(bill) }];
}

export async function statementOf(applicant: Applicant, now: Date): Promise<Paper[]> {
  const bill = printedBill(applicant, now, {});
  const fields = UploadFields.parse({
    documentType: 'BANK_STATEMENT',
    documentNumber: bill.number,
    issuedOn: bill.issuedOn,
  });
  return [{ fields, fileName: 'statement.pdf', bytes: await drawBankStatement(bill) }];
}
