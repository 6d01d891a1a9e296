import { Readable } from 'node:stream';
import { mrzCheckDigit } from '@ostiary/domain/kyc-documents';
import { describe, expect, it } from 'vitest';
import { passportMrz } from '../demo/mrz.ts';
import { inspectFile } from '../features/kyc-documents/file-worker.ts';
import { drawPaper } from './draw-paper.ts';
import type { PaperPlan, Person } from './person.ts';
import { peopleOf, WORLD_DAY } from './world.ts';
import { drawWorld } from './write-world.ts';

const PEOPLE = peopleOf({ seed: 42, customers: 200, asOf: WORLD_DAY });
const nothing = () => Promise.resolve();

interface Drawing {
  readonly person: Person;
  readonly plan: PaperPlan;
}

/** One paper of each look: type, side, country and flaw. */
const LOOKS: [string, Drawing][] = [
  ...new Map(
    PEOPLE.flatMap((person) =>
      person.papers.map((plan): [string, Drawing] => [
        [plan.issuingCountry, plan.documentType, plan.side, plan.flaw ?? 'flawless'].join(' '),
        { person, plan },
      ]),
    ),
  ),
];

describe('the drawing of a world', () => {
  it('has the same bytes and the same hash twice', async () => {
    const few = PEOPLE.slice(0, 12);
    const files: string[] = [];
    const one = await drawWorld(few, (path) => Promise.resolve(void files.push(path)));
    expect(one).toEqual(await drawWorld(few, nothing));
    expect(one.documents).toBe(files.length);
    expect(new Set(files).size).toBe(files.length);
  });

  it('has another hash where one person is another', async () => {
    const few = PEOPLE.slice(0, 2);
    const one = await drawWorld(few, nothing);
    const other = await drawWorld(
      few.map((person) => ({ ...person, lastName: `${person.lastName}s` })),
      nothing,
    );
    expect(other.world).not.toBe(one.world);
  });

  it.each(LOOKS)('of %s passes the real check of an upload', async (_, { person, plan }) => {
    const bytes = await drawPaper(person, plan);
    const mediaType = plan.fileName.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg';
    expect(await inspectFile(Readable.from([bytes]), mediaType)).toMatchObject({ reason: null });
    expect(bytes.length).toBeLessThan(400_000);
  });
});

describe('the machine-readable lines of a passport', () => {
  it('have the check digits that ICAO 9303 prints in its own examples', () => {
    expect(mrzCheckDigit('520727')).toBe('3');
    expect(mrzCheckDigit('AB2134<<<')).toBe('5');
    const holder = { surname: 'ERIKSSON', givenNames: 'ANNA MARIA', country: 'UTO' };
    const dates = { birthDate: '1974-08-12', expiresOn: '2012-04-15' };
    const [names, numbers = ''] = passportMrz({ ...holder, ...dates, number: 'L898902C3' });
    expect(names).toBe('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<');
    // The specimen of part 4 has a sex and a personal number; up to there it is this line.
    expect(numbers.slice(0, 20)).toBe('L898902C36UTO7408122');
    expect(numbers.slice(21, 28)).toBe('1204159');
  });

  it('are forty-four characters each and add up, for every passport of a world', () => {
    const passports = PEOPLE.flatMap(({ papers, ...person }) =>
      papers.filter(({ documentType }) => documentType === 'PASSPORT').map((plan) => ({ person, plan })),
    );
    expect(passports.length).toBeGreaterThan(5);
    for (const { person, plan } of passports) {
      const { lastName: surname, firstName: givenNames, dateOfBirth: birthDate } = person;
      const printed = { surname, givenNames, birthDate, number: plan.documentNumber, expiresOn: plan.expiresOn ?? '' };
      const [names = '', numbers = ''] = passportMrz({ ...printed, country: 'IND' });
      expect([names.length, numbers.length]).toEqual([44, 44]);
      const parts = [numbers.slice(0, 10), numbers.slice(13, 20), numbers.slice(21, 43)];
      expect(numbers.at(-1)).toBe(mrzCheckDigit(parts.join('')));
      expect(numbers).toMatch(/^[A-Z0-9<]{9}\d[A-Z]{3}\d{7}<\d{7}<{14}0\d$/);
    }
  });
});
