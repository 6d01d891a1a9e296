import { ApplicationStatus } from '@ostiary/domain/application';
import {
  checkAadhaar,
  checkAba,
  checkBirthDate,
  checkCin,
  checkEin,
  checkGstin,
  checkIfsc,
  checkItin,
  checkPan,
  checkSsn,
  panHolder,
} from '@ostiary/domain/identifiers';
import { UploadFields, uploadProblems } from '@ostiary/domain/kyc-documents';
import { checkPhone } from '@ostiary/domain/phone';
import { shippedPolicy } from '@ostiary/domain/policy';
import { bankAccountOf, businessOf, ownerGaps, OwnersData, PutRequirementInput } from '@ostiary/domain/requirements';
import { describe, expect, it } from 'vitest';
import { countryOf, PACKS, type PaperPlan, type Person, PLANTS } from './person.ts';
import { peopleOf, truthLine, WORLD_DAY, WorldOptions } from './world.ts';
import { truthHash } from './write-world.ts';

const WORLD = { seed: 42, customers: 200, asOf: WORLD_DAY };
const PEOPLE = peopleOf(WORLD);
const LARGE = peopleOf({ ...WORLD, customers: 5_000 });

const holds = (person: Person, plant: (typeof PLANTS)[number]) => person.facts.some((fact) => fact.plant === plant);
const repeated = (values: readonly string[]) =>
  [...Map.groupBy(values, (value) => value).values()].filter((same) => same.length > 1).flat();

describe('a world of a seed', () => {
  it('is the same each time, line by line', () => {
    expect(peopleOf(WORLD).map(truthLine)).toEqual(PEOPLE.map(truthLine));
  });

  it('has the truth table that it had when this was written', () => {
    // Another hash here means that every screenshot, load test and note about a world of this seed is of another world.
    expect(truthHash(peopleOf({ ...WORLD, customers: 20 }))).toBe(
      '047e17d37e4c0fc4046b3e1aab6fd45fc7e0790a1366c19008cc502562adec09',
    );
  });

  it('shares nobody with the world of another seed', () => {
    const others = new Set(peopleOf({ ...WORLD, seed: 43 }).map(truthLine));
    expect(PEOPLE.filter((person) => others.has(truthLine(person)))).toEqual([]);
  });

  it('has each person in the same place, however many come after', () => {
    const alone = ({ id, given, papers, facts }: Person) => JSON.stringify({ id, given, papers, facts });
    expect(LARGE.slice(0, 200).map(alone)).toEqual(PEOPLE.map(alone));
  });

  it.each([{ seed: -1 }, { customers: 0 }, { customers: 150_001 }, { asOf: 'soon' }])('is refused as %o', (change) => {
    expect(WorldOptions.safeParse({ ...WORLD, ...change }).success).toBe(false);
  });
});

describe('two hundred people', () => {
  it.each(PACKS.flatMap((pack) => ApplicationStatus.options.map((state) => [pack, state] as const)))(
    'hold one of %s in %s',
    (pack, state) => {
      expect(PEOPLE.some((person) => person.pack === pack && person.state === state)).toBe(true);
    },
  );

  it.each(PACKS)('hold an unfinished one at each step of %s', (pack) => {
    const steps = PEOPLE.filter((person) => person.pack === pack).flatMap(({ step }) => (step === null ? [] : [step]));
    expect(new Set(steps)).toEqual(new Set(shippedPolicy(pack).requirements.keys()));
  });

  it.each(PLANTS)('hold somebody with %s', (plant) => {
    expect(PEOPLE.some((person) => holds(person, plant))).toBe(true);
  });

  it('hold people without an SSN, by number of each kind', () => {
    const kinds = PEOPLE.flatMap(({ given }) =>
      given.flatMap((row) => (row.code === 'tax_id_alternative' ? [row.kind] : [])),
    );
    expect(new Set(kinds)).toEqual(new Set(['itin', 'passport']));
  });

  it('hold rings of three that share street and account', () => {
    const rings = Map.groupBy(
      PEOPLE.filter((person) => holds(person, 'ring')),
      ({ facts }) => facts[0]?.ring ?? '',
    );
    const whole = [...rings.values()].filter((members) => members.length === 3);
    expect(whole.length).toBeGreaterThan(1);
    for (const members of whole) expect(new Set(members.map(({ address }) => address.line1)).size).toBe(1);
  });
});

describe('what people of a world type', () => {
  it('is taken by the schema of its row', () => {
    for (const given of LARGE.flatMap((person) => person.given))
      expect(PutRequirementInput.safeParse(given).error?.issues).toBeUndefined();
  });

  it('is taken by the second reading, which knows country and policy', () => {
    for (const { pack, given } of LARGE)
      for (const { code, ...fields } of given) {
        const country = countryOf(pack);
        if (code === 'bank_account') expect(bankAccountOf(country).safeParse(fields).error).toBeUndefined();
        if (code === 'business') expect(businessOf(country).safeParse(fields).error).toBeUndefined();
        if (code !== 'owners') continue;
        const threshold = shippedPolicy(pack).ownerThresholdPercent ?? 0;
        expect(ownerGaps(OwnersData.parse(fields), threshold, new Set())).toEqual([]);
      }
  });

  it('names grown-ups with phones that a signal is expected of, or none', () => {
    for (const { dateOfBirth, phoneNumber, expected } of LARGE) {
      expect(checkBirthDate(dateOfBirth, WORLD_DAY).ok).toBe(true);
      const phone = checkPhone(phoneNumber);
      expect(phone.ok && phone.signals).toEqual(expected.signals.filter((signal) => signal === 'PHONE_IMPOSSIBLE'));
    }
  });

  it('is unique where the bank wants it unique', () => {
    expect(repeated(LARGE.map(({ username }) => username))).toEqual([]);
    expect(repeated(LARGE.map(({ phoneNumber }) => phoneNumber))).toEqual([]);
    const issued = ({ requirement, side }: PaperPlan) => requirement === 'photo_id' && side === 'FRONT';
    const numbers = LARGE.flatMap(({ papers }) =>
      papers.filter(issued).map((plan) => `${plan.documentType} ${plan.issuingCountry} ${plan.documentNumber}`),
    );
    expect(repeated(numbers)).toEqual([]);
  });

  it('is shared only by those whose truth says so', () => {
    const plain = LARGE.filter(({ facts }) => facts.length === 0);
    const named = new Set(LARGE.flatMap(({ facts }) => facts.flatMap(({ of }) => of ?? [])));
    const isTold = ({ expected: { signals } }: Person) =>
      signals.some((signal) => signal !== 'CONTACT_NEW' && signal !== 'DUPLICATE_PERSON');
    const unexpected = plain.filter((person) => isTold(person) && !named.has(person.id));
    expect(unexpected.map(({ id, expected }) => [id, expected.signals])).toEqual([]);
  });
});

/** Each number of the world, under the name of the check that it must pass. */
function numbersIn({ given, pack }: Person): [string, string][] {
  return given.flatMap((row): [string, string][] => {
    if (row.code === 'ssn') return [['ssn', row.ssn]];
    if (row.code === 'tax_id_alternative' && row.itin !== undefined) return [['itin', row.itin]];
    if (row.code === 'aadhaar') return [['aadhaar', row.aadhaar]];
    if (row.code === 'pan') return [['pan', row.pan]];
    if (row.code === 'bank_account')
      return pack.startsWith('us') ? [['aba', row.routingNumber ?? '']] : [['ifsc', row.ifsc ?? '']];
    if (row.code === 'owners')
      return row.owners.flatMap((owner): [string, string][] =>
        owner.number === undefined ? [] : [[owner.numberKind ?? '', owner.number]],
      );
    if (row.code !== 'business') return [];
    const registration = row.registrationNumber ?? '';
    if (pack === 'us-business') return [['ein', registration]];
    return [
      ['cin', registration],
      ['gstin', row.gstin ?? ''],
      ['company pan', row.gstin?.slice(2, 12) ?? ''],
    ];
  });
}

const CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  ssn: (text) => checkSsn(text).ok,
  itin: (text) => checkItin(text).ok,
  ein: (text) => checkEin(text).ok,
  aadhaar: (text) => checkAadhaar(text).ok,
  pan: (text) => checkPan(text).ok && panHolder(text) === 'Individual',
  'company pan': (text) => checkPan(text).ok && panHolder(text) === 'Company',
  cin: (text) => checkCin(text).ok,
  gstin: (text) => checkGstin(text).ok,
  ifsc: (text) => checkIfsc(text).ok,
  aba: (text) => checkAba(text).ok,
};

describe('the numbers of a world', () => {
  const numbers = Map.groupBy(LARGE.flatMap(numbersIn), ([kind]) => kind);

  it.each(Object.entries(CHECKS))('that are of the kind %s pass its own check', (kind, check) => {
    const all = numbers.get(kind) ?? [];
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(([, number]) => !check(number))).toEqual([]);
  });

  it('on documents pass the checks of an upload', () => {
    for (const { papers, startedHoursAgo } of LARGE) {
      const sentOn = new Date(Date.parse(WORLD_DAY) - startedHoursAgo * 3_600_000).toISOString().slice(0, 10);
      for (const { requirement: _, fileName: __, flaw: ___, expiresOn, ...plan } of papers) {
        const fields = UploadFields.parse(expiresOn === null ? plan : { ...plan, expiresOn });
        expect(uploadProblems(fields, sentOn)).toEqual({});
      }
    }
  });
});
