import { type CheckFact, checkSentence } from '@ostiary/domain/identity-checks';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { Language } from '@ostiary/domain/shared';
import { newestChecks } from '../identity-checks/case-checks.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';

/** What of a register's answer is about which kind of fact. */
const ABOUT = {
  name: ['NAME_DIFFERS', 'NAME_SAME'],
  number: ['NUMBER_UNKNOWN', 'NUMBER_KNOWN', 'ACCOUNT_OPEN'],
  document: ['DOCUMENT_DIFFERS', 'DOCUMENT_UNKNOWN', 'DOCUMENT_KNOWN'],
} as const satisfies Record<string, readonly CheckFact[]>;

const DIFFERENT: readonly CheckFact[] = ['NAME_DIFFERS', 'DOCUMENT_DIFFERS'];

interface Asked {
  readonly about: keyof typeof ABOUT;
  /** Of this row alone. */
  readonly requirement?: RequirementCode;
  readonly language: Language;
}

export interface RegisterWords {
  readonly text: string | null;
  /** The register knows another value; one that knows none does not disagree. */
  readonly differs: boolean;
}

/** What the newest checks say of one fact, in plain words, what differs first. */
export function registerWords(file: Pick<CaseFile, 'checks'>, { about, requirement, language }: Asked): RegisterWords {
  const facts = newestChecks(file)
    .filter((check) => requirement === undefined || check.requirement === requirement)
    .flatMap(({ evidence }) => evidence?.facts ?? []);
  const said = ABOUT[about].filter((fact) => facts.includes(fact));
  return {
    text: said.length === 0 ? null : said.map((fact) => checkSentence(fact, language)).join('. '),
    differs: said.some((fact) => DIFFERENT.includes(fact)),
  };
}
