import type { Mark, Write } from '../demo/drawing.ts';
import { sayDate } from '../demo/specimen-card.ts';
import { specimenMarks } from '../demo/specimen-marks.ts';
import { addressee, letterhead, pair, type Row, table } from '../demo/specimen-sheet.ts';
import type { Person } from './person.ts';

const PAGE = { width: 612, height: 792 };
const MAROON = '#5f2233';

export interface Certificate {
  readonly name: string;
  readonly address: readonly string[];
  readonly registration: string;
  readonly gstin: string | null;
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly issuedOn: string;
  readonly owners: readonly { readonly name: string; readonly percent: number }[];
}

/** What a register would print of somebody's company. Throws for a person without one. */
export function companyOf({ given, address, id }: Person): Omit<Certificate, 'number' | 'issuedOn'> {
  const business = given.find((row) => row.code === 'business');
  const owners = given.find((row) => row.code === 'owners');
  if (business?.code !== 'business') throw new Error(`${id} has no company`);
  return {
    name: business.legalName ?? '',
    address: [address.line1, `${address.city}, ${address.region} ${address.postalCode}`],
    registration: business.registrationNumber ?? '',
    gstin: business.gstin ?? null,
    owners:
      owners?.code === 'owners'
        ? owners.owners.map(({ firstName, lastName, sharePercent }) => ({
            name: `${firstName} ${lastName}`,
            percent: sharePercent,
          }))
        : [],
  };
}

/** One page that says who is registered and who owns what, by an office that does not exist. */
export function certificatePage(write: Write, certificate: Certificate): Mark[] {
  const { registration, gstin, number, issuedOn, owners } = certificate;
  const facts = [
    ['Certificate', number],
    ['Registration number', registration],
    ...(gstin === null ? [] : [['GSTIN', gstin] as const]),
    ['Date of registration', sayDate(issuedOn)],
  ] as const;
  const rows: Row[] = [
    ['Owner', '', 'Share'],
    ...owners.map(({ name, percent }): Row => [name, '', `${percent} %`]),
    ['Registered owners', '', String(owners.length)],
  ];
  return [
    ...letterhead(write, {
      company: 'Office of the Example Registrar',
      line: 'A fictional register · entries mean nothing',
      color: MAROON,
    }),
    ...addressee(write, certificate),
    ...facts.flatMap((fact, index) => pair(write, fact, 210 + index * 19)),
    write('Certificate of registration', { x: 44, y: 262, size: 22, bold: true }),
    ...table(write, { rows, top: 312, color: MAROON }),
    write('This company is invented. Nobody has registered it, and nobody owns it.', { x: 44, y: 708, size: 9.5 }),
    ...specimenMarks(write, PAGE),
  ];
}
