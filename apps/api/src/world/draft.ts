import type { Cell } from './cells.ts';
import { type Chance, chance, pad } from './chance.ts';
import { COMPANIES, STREETS, TOWNS } from './names.ts';
import {
  aadhaarOf,
  accountNumberOf,
  cardNumberOf,
  cinOf,
  einOf,
  gstinOf,
  itinOf,
  panOf,
  passportNumberOf,
  phoneOf,
  type Serial,
  ssnOf,
} from './numbers.ts';
import { draftOwners, drawIdentity, type Identity, type OwnerDraft } from './owners.ts';
import { type Address, countryOf, type Fact, isBusiness } from './person.ts';

export type TaxId =
  | { readonly kind: 'ssn' | 'itin'; readonly number: string }
  | { readonly kind: 'passport'; readonly number: string; readonly country: string };

/** Somebody as they are before plants change a number here and there. All have all of it; the pack asks for its part. */
export interface Draft extends Identity {
  readonly id: string;
  readonly index: number;
  readonly cell: Cell;
  readonly phoneNumber: string;
  readonly address: Address;
  readonly taxId: TaxId;
  readonly aadhaar: string;
  readonly pan: string;
  readonly account: { readonly number: string; readonly branch: number };
  readonly company: { readonly legalName: string; readonly registration: string; readonly gstin: string };
  readonly owners: readonly OwnerDraft[];
  readonly photoId: { readonly type: 'DRIVER_LICENSE' | 'PASSPORT' | 'GOVERNMENT_ID'; readonly number: string };
  readonly certificate: string;
  readonly bill: { readonly type: 'UTILITY_BILL' | 'BANK_STATEMENT'; readonly number: string };
  readonly facts: readonly Fact[];
}

export interface Making {
  readonly seed: number;
  /** YYYY-MM-DD: the world's day. */
  readonly asOf: string;
}

/** How many numbers of one kind belong to one application: its own, and those of its owners. */
const SERIALS_EACH = 8;
const ADDRESS_NUMBERS = 4_000;

function drawHome(draw: Chance, country: 'US' | 'IN') {
  const { city, region, postal, gst } = draw.pick(TOWNS[country]);
  const line1 = `${draw.int(1, ADDRESS_NUMBERS)} ${draw.pick(STREETS[country])}`;
  const rest = (country === 'US' ? 5 : 6) - postal.length;
  const postalCode = postal + pad(draw.int(0, 10 ** rest - 1), rest);
  return { address: { line1, city, region, postalCode, country }, gst };
}

function drawTaxId(draw: Chance, serial: Serial): TaxId {
  const kind = draw.pick(['ssn', 'ssn', 'ssn', 'itin', 'passport']);
  if (kind === 'ssn') return { kind, number: ssnOf(serial) };
  if (kind === 'itin') return { kind, number: itinOf(serial) };
  return { kind: 'passport', number: passportNumberOf(serial, 'US'), country: draw.pick(['BR', 'MX', 'NG', 'PH']) };
}

function drawCompany(draw: Chance, serial: Serial, { address, gst }: ReturnType<typeof drawHome>): Draft['company'] {
  const { country, region } = address;
  const name = `${draw.pick(COMPANIES.first)} ${draw.pick(COMPANIES.second)}`;
  const legalName = `${name} (Fictional) ${COMPANIES.form[country]}`;
  const year = draw.int(1998, 2024);
  return {
    legalName,
    registration: country === 'US' ? einOf(serial) : cinOf(serial, { state: region, year }),
    gstin: country === 'US' ? '' : gstinOf(gst, panOf({ ...serial, n: serial.n + 1 }, { holder: 'C', name })),
  };
}

interface Holder {
  readonly country: 'US' | 'IN';
  readonly taxId: TaxId;
  readonly aadhaar: string;
  readonly own: Serial;
}

function drawPhotoId(draw: Chance, { country, taxId, aadhaar, own }: Holder): Draft['photoId'] {
  const type = draw.pick(['DRIVER_LICENSE', 'DRIVER_LICENSE', 'PASSPORT', 'GOVERNMENT_ID']);
  // Whoever gives a foreign passport's number for want of an SSN shows something else here.
  if (type === 'PASSPORT' && (country === 'IN' || taxId.kind !== 'passport'))
    return { type, number: passportNumberOf(own, country) };
  if (type === 'DRIVER_LICENSE') return { type, number: cardNumberOf(own, country === 'US' ? 'W' : 'DL') };
  return { type: 'GOVERNMENT_ID', number: country === 'IN' ? aadhaar : cardNumberOf(own, 'S') };
}

/** The nth person of the world, before plants. */
export function draftOf({ seed, asOf }: Making, index: number, cell: Cell): Draft {
  const draw = chance(`${seed} person ${index}`);
  const country = countryOf(cell.pack);
  const own = { seed, n: index };
  const serial = { seed, n: index * SERIALS_EACH };
  const identity = drawIdentity(draw, country, asOf);
  const home = drawHome(draw, country);
  const taxId = drawTaxId(draw, serial);
  const aadhaar = aadhaarOf(serial);
  return {
    ...identity,
    id: `p${pad(index, 6)}`,
    index,
    cell,
    phoneNumber: phoneOf(own, country),
    address: home.address,
    taxId,
    aadhaar,
    pan: panOf(serial, { holder: 'P', name: identity.lastName }),
    account: { number: accountNumberOf(own), branch: draw.int(1, 60) },
    company: drawCompany(draw, serial, home),
    owners: isBusiness(cell.pack) ? draftOwners(draw, { country, asOf, serial }) : [],
    photoId: drawPhotoId(draw, { country, taxId, aadhaar, own }),
    certificate: cardNumberOf(own, 'R'),
    bill: { type: draw.pick(['UTILITY_BILL', 'UTILITY_BILL', 'BANK_STATEMENT']), number: cardNumberOf(own, 'B') },
    facts: [],
  };
}
