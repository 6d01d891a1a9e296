import { US_STATES } from '@ostiary/domain/identifiers';

/** A person who does not exist, as they would describe themselves. */
export interface Applicant {
  readonly username: string;
  readonly email: string;
  readonly phoneNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth: string;
  readonly ssn: string;
  readonly address: {
    readonly line1: string;
    readonly city: string;
    readonly region: string;
    readonly postalCode: string;
    readonly country: 'US';
  };
  readonly stateName: string;
  readonly licenseNumber: string;
  readonly billNumber: string;
}

type Line = readonly [
  name: string,
  born: string,
  phone: string,
  ssn: string,
  street: string,
  town: string,
  license: string,
  bill: string,
];

/**
 * Numbers 555-01xx are set aside for fiction. Social Security areas from 773 up were never given out before 2011,
 * so that no grown-up of these birth dates can hold one. Streets are invented, towns are not.
 */
const LINES = {
  nadia: [
    'Nadia Ferreira',
    '1994-02-11',
    '+1 312 555 0111',
    '774-21-4408',
    '1180 Larkspur Court',
    'Springfield|IL|62704',
    'F660-7730-1942',
    '70-4418-2201',
  ],
  caleb: [
    'Caleb Whitcombe',
    '1987-09-30',
    '+1 614 555 0112',
    '781-44-9027',
    '62 Old Quarry Lane',
    'Dublin|OH|43017',
    'WC417702',
    '70-4418-2202',
  ],
  yuki: [
    'Yuki Tanabe',
    '1990-12-05',
    '+1 206 555 0113',
    '775-63-1189',
    '2409 Heronwood Avenue NE',
    'Seattle|WA|98115',
    'TANABY4K12',
    '70-4418-2203',
  ],
  omar: [
    'Omar Haddadin',
    '1978-06-22',
    '+1 512 555 0114',
    '786-12-7734',
    '915 Pecan Hollow Drive',
    'Austin|TX|78745',
    '40277185',
    '70-4418-2204',
  ],
  rosalind: [
    'Rosalind Okonjo',
    '1988-04-17',
    '+1 303 555 0115',
    '790-35-6612',
    '77 Aspen Terrace',
    'Boulder|CO|80302',
    '94-118-7703',
    '70-4418-2205',
  ],
  matteo: [
    'Matteo Lindqvist',
    '1996-08-03',
    '+1 503 555 0116',
    '777-80-2251',
    '3316 Bramble Street',
    'Portland|OR|97206',
    'L8830174',
    '70-4418-2206',
  ],
  priya: [
    'Priya Chandrasekar',
    '1992-01-26',
    '+1 408 555 0117',
    '792-57-3390',
    '540 Juniper Walk',
    'San Jose|CA|95112',
    'D7714402',
    '70-4418-2207',
  ],
  hannah: [
    'Hannah Brightwater',
    '1999-05-14',
    '+1 617 555 0118',
    '779-26-8105',
    '18 Cooper’s Row',
    'Somerville|MA|02144',
    'S77401183',
    '70-4418-2208',
  ],
  victor: [
    'Victor Almeyda',
    '1969-11-08',
    '+1 505 555 0119',
    '784-91-4476',
    '2201 Mesa Verde Road',
    'Santa Fe|NM|87505',
    '511730442',
    '70-4418-2209',
  ],
  eleni: [
    'Eleni Papadaki',
    '1985-03-19',
    '+1 215 555 0120',
    '788-43-5528',
    '409 Walnut Mews',
    'Philadelphia|PA|19103',
    '30 417 882',
    '70-4418-2210',
  ],
  josiah: [
    'Josiah Cartwell',
    '1973-07-27',
    '+1 919 555 0121',
    '776-15-9983',
    '1507 Cardinal Bend',
    'Raleigh|NC|27607',
    '549301772',
    '70-4418-2211',
  ],
  anika: [
    'Anika Vossberg',
    '1991-10-02',
    '+1 612 555 0122',
    '791-68-2047',
    '830 Lakeside Parade',
    'Minneapolis|MN|55408',
    'V417730281194',
    '70-4418-2212',
  ],
  desmond: [
    'Desmond Achterberg',
    '1982-12-29',
    '+1 702 555 0123',
    '783-52-6319',
    '66 Sagebrush Circle',
    'Henderson|NV|89052',
    '1407730298',
    '70-4418-2213',
  ],
} as const satisfies Record<string, Line>;

export type ApplicantName = keyof typeof LINES;

export function applicant(name: ApplicantName): Applicant {
  const [fullName, dateOfBirth, phoneNumber, ssn, line1, town, licenseNumber, billNumber] = LINES[name];
  const [firstName = '', lastName = ''] = fullName.split(' ');
  const [city = '', region = '', postalCode = ''] = town.split('|');
  const username = `${firstName}.${lastName}`.toLowerCase();
  return {
    username,
    email: `${username}@example.com`,
    phoneNumber,
    firstName,
    lastName,
    dateOfBirth,
    ssn,
    licenseNumber,
    billNumber,
    address: { line1, city, region, postalCode, country: 'US' },
    stateName: US_STATES.find((state) => state.code === region)?.name ?? region,
  };
}

// The keys of a literal object are the names themselves.
export const APPLICANT_NAMES = Object.keys(LINES) as ApplicantName[];
