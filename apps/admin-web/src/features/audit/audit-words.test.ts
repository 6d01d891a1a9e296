import { AUDIT_ACTIONS, AuditCategory, AuditExportFailure, AuditExportState } from '@ostiary/domain/audit';
import { describe, expect, it } from 'vitest';
import english from '../../app/locales/en/audit.json';
import hindi from '../../app/locales/hi/audit.json';
import { categories } from './audit-search.ts';
import { stepsOf } from './record-sentence.tsx';

type Words = Record<string, Record<string, { name?: string; said?: string }>>;
const languages: [string, typeof english][] = [
  ['English', english],
  ['Hindi', hindi],
];
const known = Object.entries(AUDIT_ACTIONS);

describe.each(languages)('the audit log in %s', (_, words) => {
  const actions: Words = words.action;

  it('has a name and a sentence for every action there is, and for no other', () => {
    const said = Object.entries(actions).flatMap(([noun, verbs]) =>
      Object.keys(verbs).map((verb) => `${noun}.${verb}`),
    );
    expect(said.toSorted()).toEqual(Object.keys(AUDIT_ACTIONS).toSorted());
  });

  it('says of each who did it, and nothing that its record does not hold', () => {
    const wrong = known.filter(([action, { facts }]) => {
      const { noun, verb } = stepsOf(action);
      const { name = '', said = '' } = actions[noun]?.[verb] ?? {};
      const held: readonly (string | undefined)[] = facts;
      const asked = Array.from(said.matchAll(/\{\{(\w+?)(?:Before)?\}\}/g), ([, fact]) => fact);
      return name === '' || !said.includes('<actor/>') || !asked.every((fact) => held.includes(fact));
    });
    expect(wrong.map(([action]) => action)).toEqual([]);
  });

  it('has plain words for every category, every fact and every end of an export', () => {
    const facts = new Set(known.flatMap(([, spec]) => [...spec.facts]));
    expect([...facts].filter((fact) => !(fact in words.field))).toEqual([]);
    expect(Object.keys(words.category).toSorted()).toEqual([...AuditCategory.options].toSorted());
    expect(Object.keys(words.exports.state).toSorted()).toEqual([...AuditExportState.options].toSorted());
    expect(Object.keys(words.exports.failed).toSorted()).toEqual([...AuditExportFailure.options].toSorted());
  });
});

it('offers every category in the search', () => {
  expect([...categories].toSorted()).toEqual([...AuditCategory.options].toSorted());
});
