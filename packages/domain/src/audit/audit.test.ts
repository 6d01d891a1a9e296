import { describe, expect, it } from 'vitest';
import {
  actionWords,
  AuditAction,
  AuditSearch,
  AUDIT_ACTIONS,
  factsOf,
  logKindOf,
  maskedName,
  specOf,
} from './index.ts';

const canonical = (facts: object) => JSON.stringify({ action: 'case.assigned', ...facts });

describe('the facts of a record', () => {
  it('are those that its action names, and no others', () => {
    const text = canonical({ before: { to: null }, after: { to: 'someone', name: 'Asha Rao' } });
    expect(factsOf('case.assigned', text)).toEqual({ before: { to: null }, after: { to: 'someone' } });
  });

  it.each(['', '{', '[]', 'null', '{"before":7}'])('are none of the text %j, which somebody tampered with', (text) => {
    expect(factsOf('case.assigned', text)).toEqual({ before: null, after: null });
  });

  it('are none of an action that is not known', () => {
    expect(factsOf('case.stolen', canonical({ after: { to: 'someone' } }))).toEqual({ before: null, after: null });
    expect([specOf('case.stolen'), specOf('constructor')]).toEqual([null, null]);
  });
});

describe('an action', () => {
  it.each(AuditAction.options)('%s is named noun.past-tense', (action) => {
    expect(action).toMatch(/^[a-z_-]+\.[a-z-]+$/);
    expect(new Set(AUDIT_ACTIONS[action].facts).size).toBe(AUDIT_ACTIONS[action].facts.length);
  });

  it('has words for who has no sentence for it', () => {
    expect(actionWords('case.handed-over')).toBe('Case handed over');
  });

  it.each([
    ['session.started', 'LOGIN'],
    ['session.ended', 'LOGOUT'],
    ['application.approved', 'KYC_APPROVE'],
    ['application.rejected', 'KYC_REJECT'],
    ['password.reset', 'PASSWORD_CHANGE'],
    ['role.assigned', 'ROLE_ASSIGN'],
    ['account.created', 'CREATE'],
    ['customer.erased', 'DELETE'],
    ['customer.viewed', 'VIEW'],
    ['action.refused', 'REFUSED'],
    ['case.returned', 'UPDATE'],
  ])('%s is a %s in the words of REST', (action, kind) => {
    expect(logKindOf(action)).toBe(kind);
  });
});

describe('a name as an auditor reads it', () => {
  it('keeps the first letter of each word and says nothing of the rest', () => {
    expect(maskedName('Asha  Rao')).toBe('A••• R•••');
    expect(maskedName('𝒜sha')).toBe('𝒜•••');
    expect(maskedName(' ')).toBeNull();
  });
});

describe('a search', () => {
  const codeOf = (input: object) =>
    AuditSearch.safeParse(input).error?.issues.map(({ message, path }) => `${path.join('.')}: ${message}`);

  it.each([
    [{ text: 'x'.repeat(201) }, 'text: TOO_LONG'],
    [{ text: 'x'.repeat(10_000) }, 'text: TOO_LONG'],
    [{ text: 'a\0b' }, 'text: INVALID'],
    [{ actor: 'x'.repeat(10_000) }, 'actor: TOO_LONG'],
    [{ target: 'x'.repeat(101) }, 'target: TOO_LONG'],
    [{ action: ['case.stolen'] }, 'action.0: INVALID'],
    [{ category: ['theft'] }, 'category.0: INVALID'],
    [{ ip: '192.0.2.300' }, 'ip: NETWORK_FORMAT'],
    [{ ip: '192.0.2.0/33' }, 'ip: NETWORK_FORMAT'],
    [{ from: '0000-01-01T00:00:00Z' }, 'from: DATE_FORMAT'],
  ])('refuses %o by name', (input, problem) => {
    expect(codeOf(input)).toEqual([problem]);
  });

  it.each(['192.0.2.7', '192.0.2.0/24', '2001:db8::/32', '::1'])('takes the address %s', (ip) => {
    expect(codeOf({ ip })).toBeUndefined();
  });
});
