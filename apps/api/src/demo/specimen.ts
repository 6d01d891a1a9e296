import { openLettering, type Write } from './drawing.ts';
import { type Photo, photograph, photographSheet, printSheet } from './rendering.ts';
import { CARD, type License, licenseBack, licenseFront } from './specimen-card.ts';
import { passportPage, type PassportHolder } from './specimen-passport.ts';
import { type Bill, billPage } from './specimen-sheet.ts';
import { statementPages } from './specimen-statement.ts';

let lettering: Promise<Write> | undefined;

/** The two weights, opened once. */
export const pen = () => (lettering ??= openLettering());

/** A driver license as a phone photograph, JPEG of 1000×630. Everything on it is invented and marked as a specimen. */
export async function drawDriverLicense(
  license: License & { readonly side: 'FRONT' | 'BACK' },
  photo: Photo = {},
): Promise<Buffer> {
  const write = await pen();
  return photograph(license.side === 'FRONT' ? licenseFront(write, license) : licenseBack(write, license), CARD, photo);
}

/** The data page of a passport, JPEG of 1000×630. */
export async function drawPassport(holder: PassportHolder, photo: Photo = {}): Promise<Buffer> {
  return photograph(passportPage(await pen(), holder), CARD, photo);
}

/** An electricity bill as PDF of one page. */
export async function drawUtilityBill(bill: Bill): Promise<Buffer> {
  return printSheet({
    pages: [billPage(await pen(), bill)],
    title: 'Electricity bill (specimen)',
    issuedOn: bill.issuedOn,
  });
}

/** The same bill as a photograph, JPEG of 612×792. */
export async function photographUtilityBill(bill: Bill, photo: Photo = {}): Promise<Buffer> {
  return photographSheet(billPage(await pen(), bill), photo);
}

/** A bank statement as PDF of two pages. */
export async function drawBankStatement(bill: Bill): Promise<Buffer> {
  return printSheet({
    pages: statementPages(await pen(), bill),
    title: 'Account statement (specimen)',
    issuedOn: bill.issuedOn,
  });
}
