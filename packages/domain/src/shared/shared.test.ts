import { describe, expect, it } from 'vitest';
import { LoginInput, rotationVerdict } from '../auth/index.ts';
import { RegisterInput } from '../registration/index.ts';
import { PutRequirementInput } from '../requirements/index.ts';
import {
  DECIDING_PERMISSIONS,
  FIELD_MESSAGES,
  fieldProblemsOf,
  joinsDecidingAndAuditing,
  preferredLanguage,
  SHIPPED_ROLES,
} from './index.ts';

function codesOf(
  schema: { safeParse(value: unknown): { success: boolean; error?: Parameters<typeof fieldProblemsOf>[0] } },
  value: unknown,
) {
  const { error } = schema.safeParse(value);
  return Object.fromEntries(
    Object.entries(error ? fieldProblemsOf(error) : {}).map(([field, problems]) => [
      field,
      problems.map((problem) => problem.code),
    ]),
  );
}

const REGISTRATION = {
  username: 'jane_doe',
  email: 'jane@example.com',
  password: 'SecurePass123!',
  confirmPassword: 'SecurePass123!',
  firstName: 'Jane',
  lastName: 'Doe',
  phoneNumber: '+13125550134',
  dateOfBirth: '1992-05-20',
  ssn: '536-90-4399',
  address: '456 Oak Ave, Springfield, IL 62701',
};

describe('bad input', () => {
  it('names every missing field', () => {
    expect(codesOf(LoginInput, {})).toEqual({ username: ['REQUIRED'], password: ['REQUIRED'] });
    expect(Object.keys(codesOf(RegisterInput, {}))).toEqual(Object.keys(REGISTRATION));
  });

  it('refuses unknown keys by name', () => {
    expect(codesOf(LoginInput, { username: 'a', password: 'b', role: 'BANK_ADMIN', isStaff: true })).toEqual({
      role: ['UNKNOWN_FIELD'],
      isStaff: ['UNKNOWN_FIELD'],
    });
  });

  it.each([
    [{ username: 'a!' }, { username: ['USERNAME_FORMAT'] }],
    [{ email: 'nobody' }, { email: ['EMAIL_FORMAT'] }],
    [{ confirmPassword: 'other' }, { confirmPassword: ['PASSWORDS_DIFFER'] }],
    [{ ssn: '987-65-4321' }, { ssn: ['SSN_AREA'] }],
    [{ ssn: '078-05-1120' }, { ssn: ['SSN_VOID'] }],
    [{ dateOfBirth: '1999-02-29' }, { dateOfBirth: ['DATE_FORMAT'] }],
    [{ firstName: 'R2D2' }, { firstName: ['NAME_FORMAT'] }],
    [{ country: 'ZZ' }, { country: ['COUNTRY_NOT_SERVED'] }],
    [{ phoneNumber: 'call me' }, { phoneNumber: ['PHONE_FORMAT'] }],
  ])('in a registration, %o, answers %o', (over, codes) => {
    expect(codesOf(RegisterInput, { ...REGISTRATION, ...over })).toEqual(codes);
  });

  it('accepts an honest registration, and trims what people paste', () => {
    expect(RegisterInput.parse({ ...REGISTRATION, email: ' jane@example.com ' })).toMatchObject({
      email: 'jane@example.com',
      ssn: '536904399',
      country: 'US',
    });
  });

  it('judges a structured address as a whole and the single line of REST on its own', () => {
    const address = {
      code: 'address',
      line1: '1 Main St',
      city: 'Springfield',
      region: 'IL',
      postalCode: '62701',
      country: 'US',
    };
    expect(codesOf(PutRequirementInput, address)).toEqual({});
    expect(codesOf(PutRequirementInput, { code: 'address', text: '1 Main St, Springfield' })).toEqual({});
    expect(codesOf(PutRequirementInput, { ...address, postalCode: '6270', region: 'XX' })).toEqual({
      postalCode: ['POSTAL_CODE_FORMAT'],
      region: ['REGION_UNKNOWN'],
    });
    expect(codesOf(PutRequirementInput, { code: 'address' })).toMatchObject({
      line1: ['REQUIRED'],
      city: ['REQUIRED'],
    });
    expect(codesOf(PutRequirementInput, { ...address, text: 'both' })).not.toEqual({});
  });

  it('takes consent for nothing but true', () => {
    for (const accepted of [false, 'true', 'false', 1, '', null])
      expect(codesOf(PutRequirementInput, { code: 'consent', accepted })).toEqual({ accepted: ['CONSENT_NEEDED'] });
  });

  it('has a sentence that says how to mend it for each code', () => {
    expect(Object.values(FIELD_MESSAGES).filter((sentence) => !/[.]$/.test(sentence))).toEqual([]);
  });
});

describe('permissions', () => {
  it('never join deciding and auditing in a shipped role', () => {
    expect(Object.values(SHIPPED_ROLES).filter((role) => joinsDecidingAndAuditing(role.permissions))).toEqual([]);
    for (const permission of DECIDING_PERMISSIONS)
      expect(joinsDecidingAndAuditing(['audit.read', permission])).toBe(true);
  });
});

describe('a presented refresh token', () => {
  it.each([
    [0, 5_000, 'rotate'],
    [1, 9, 'repeat'],
    [1, 10, 'repeat'],
    [1, 11, 'reuse'],
    [2, 1, 'reuse'],
    [-1, 1, 'reuse'],
  ] as const)('%i behind after %i s means %s', (behind, seconds, verdict) => {
    expect(rotationVerdict(behind, seconds)).toBe(verdict);
  });
});

describe('the language of an answer', () => {
  it.each([
    ['hi-IN,en;q=0.8', 'hi'],
    ['fr, en-GB', 'en'],
    ['de', 'en'],
    [undefined, 'en'],
    ['', 'en'],
  ] as const)('for %s is %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
