import { describe, expect, it } from 'vitest';
import { ControlPerson, Owner, ownerGaps, OwnersData } from './business-data.ts';
import { DraftCode, isDraftPath, SECRET_FIELDS } from './input.ts';

const KEY = '0197f3a0-0000-4000-8000-00000000000a';
const ADA = { key: KEY, firstName: 'Ada', lastName: 'Marsh' };
const identified = { dateOfBirth: '1975-11-30', country: 'US', numberKind: 'ssn', number: '536-90-4399' } as const;
const problems = (verdict: ReturnType<typeof Owner.safeParse>) =>
  verdict.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

describe('a share', () => {
  it.each([24.9999999, 24.996, 33.333, 0.011, 99.999, 12.345678])('of %d percent is refused', (sharePercent) => {
    expect(problems(Owner.safeParse({ ...ADA, sharePercent }))).toEqual(['sharePercent SHARE_FORMAT']);
  });

  it('of each whole hundredth is taken as it stands', () => {
    for (let hundredths = 1; hundredths <= 10_000; hundredths += 1)
      expect(Owner.safeParse({ ...ADA, sharePercent: hundredths / 100 }).data?.sharePercent).toBe(hundredths / 100);
  });
});

describe('owners', () => {
  it('are not "nobody" while one is at the threshold', () => {
    const owners = [{ ...ADA, ...identified, sharePercent: 25 }];
    const nobody = { path: 'nobodyAtThreshold', code: 'OWNER_AT_THRESHOLD' };
    expect(ownerGaps({ owners, nobodyAtThreshold: true }, 25, new Set())).toEqual([nobody]);
    expect(ownerGaps({ owners, nobodyAtThreshold: true }, 25.01, new Set())).toEqual([]);
    expect(ownerGaps({ owners, nobodyAtThreshold: false }, 25, new Set())).toEqual([]);
  });

  it('whose keys differ in case alone are the same', () => {
    const twice = [KEY, KEY.toUpperCase()].map((key) => ({ ...ADA, key, sharePercent: 10 }));
    expect(OwnersData.safeParse({ owners: twice }).success).toBe(false);
    expect(Owner.parse({ ...ADA, key: KEY.toUpperCase(), sharePercent: 10 }).key).toBe(KEY);
  });
});

describe('a number', () => {
  it('needs its kind, of whomever it is', () => {
    const { numberKind: _, ...unkind } = identified;
    expect(problems(Owner.safeParse({ ...ADA, ...unkind, sharePercent: 60 }))).toEqual(['numberKind REQUIRED']);
    const { key: _key, ...named } = ADA;
    const president = ControlPerson.safeParse({ ...named, ...unkind, title: 'President' });
    expect(president.error?.issues).toMatchObject([{ path: ['numberKind'], message: 'REQUIRED' }]);
  });
});

describe('a draft', () => {
  const SPELLINGS = (name: string) => [name, `${name} `, ` ${name}`, name.toUpperCase(), `${name}.x`, `${name}\n`];

  it.each(DraftCode.options)('of %s keeps no secret, however its field is spelled', (code) => {
    const paths = SECRET_FIELDS.flatMap(SPELLINGS).flatMap((name) => [name, `owners.0.${name}`, `x.${name}`]);
    expect(paths.filter((path) => isDraftPath(code, path))).toEqual([]);
  });

  it('keeps the other fields of its own row', () => {
    expect(isDraftPath('owners', 'owners.24.firstName')).toBe(true);
    expect(isDraftPath('control_person', 'title')).toBe(true);
    expect(isDraftPath('tax_id_alternative', 'passportCountry')).toBe(true);
    expect(isDraftPath('identity', 'city')).toBe(false);
  });
});
