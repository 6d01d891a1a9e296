import { setTimeout as wait } from 'node:timers/promises';
import type { CheckAnswer, CheckFact, CheckOutcome, ScreenedName } from '@ostiary/domain/identity-checks';
import type { CheckRequest, IdentityCheckPorts } from './identity-checks.ts';

const SLOW_MS = 3_000;
type Behaviour = 'match' | 'mismatch' | 'not_found' | 'slow' | 'silent' | 'down';

/** Last four digits of a number, after HTTP's status codes; docs/sandbox.md is the list for people. */
const BY_ENDING: Readonly<Record<string, Behaviour>> = {
  '9404': 'not_found',
  '9408': 'silent',
  '9409': 'mismatch',
  '9425': 'slow',
  '9503': 'down',
};
const BY_NAME: Readonly<Record<string, Behaviour>> = {
  'sandbox-listed': 'mismatch',
  'sandbox-slow': 'slow',
  'sandbox-silent': 'silent',
  'sandbox-down': 'down',
};

/** By the last four digits, whatever letters stand around them: a PAN ends in a letter. */
function ofNumber(number: string): Behaviour {
  return BY_ENDING[number.replace(/\D/g, '').slice(-4)] ?? 'match';
}

function ofName({ name }: ScreenedName): Behaviour {
  const words = name.toLowerCase().split(/\s+/);
  return words.flatMap((word) => BY_NAME[word] ?? [])[0] ?? 'match';
}

type Facts = Readonly<Record<CheckOutcome, readonly CheckFact[]>>;

const NUMBER: Facts = {
  MATCH: ['NUMBER_KNOWN', 'NAME_SAME'],
  MISMATCH: ['NUMBER_KNOWN', 'NAME_DIFFERS'],
  NOT_FOUND: ['NUMBER_UNKNOWN'],
};
const ACCOUNT: Facts = { ...NUMBER, MATCH: ['ACCOUNT_OPEN', 'NAME_SAME'], MISMATCH: ['ACCOUNT_OPEN', 'NAME_DIFFERS'] };
const DOCUMENT: Facts = {
  MATCH: ['DOCUMENT_KNOWN'],
  MISMATCH: ['DOCUMENT_KNOWN', 'DOCUMENT_DIFFERS'],
  NOT_FOUND: ['DOCUMENT_UNKNOWN'],
};
const LIST_ENTRY: Readonly<Record<ScreenedName['role'], CheckFact>> = {
  applicant: 'LIST_ENTRY_APPLICANT',
  business: 'LIST_ENTRY_BUSINESS',
  owner: 'LIST_ENTRY_OWNER',
  control_person: 'LIST_ENTRY_CONTROL_PERSON',
};

const OUTCOMES = { match: 'MATCH', slow: 'MATCH', mismatch: 'MISMATCH', not_found: 'NOT_FOUND' } as const;

interface Simulated {
  readonly behaviour: Behaviour;
  readonly facts: Facts;
  readonly slowMs: number;
}

async function answer({ behaviour, facts, slowMs }: Simulated, { id, signal }: CheckRequest): Promise<CheckAnswer> {
  if (behaviour === 'down') throw new Error('The simulated provider is down');
  if (behaviour === 'silent')
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('Asked in vain'))));
  if (behaviour === 'slow') await wait(slowMs, undefined, { signal });
  const outcome = OUTCOMES[behaviour];
  return { outcome, reference: `SIM-${id}`, evidence: { facts: [...facts[outcome]] } };
}

/** One name that is slow or down decides how the whole request fares; list entries are told of every name. */
function screening(names: readonly ScreenedName[], slowMs: number): Simulated {
  const all = names.map((name) => ({ role: name.role, behaviour: ofName(name) }));
  const first = (wanted: Behaviour) => all.find(({ behaviour }) => behaviour === wanted)?.behaviour;
  const behaviour = first('down') ?? first('silent') ?? first('mismatch') ?? first('slow') ?? 'match';
  const entries = all.flatMap((one) => (one.behaviour === 'mismatch' ? [LIST_ENTRY[one.role]] : []));
  return {
    behaviour,
    slowMs,
    facts: { MATCH: ['NO_LIST_ENTRY'], MISMATCH: [...new Set(entries)], NOT_FOUND: ['NO_LIST_ENTRY'] },
  };
}

/**
 * Providers that answer from the data alone: the same question, the same answer. Nobody outside is asked, so nothing is
 * proven; magic values bring about each outcome (docs/sandbox.md).
 */
export function simulatedChecks({ slowMs = SLOW_MS } = {}): IdentityCheckPorts {
  const name = 'simulator';
  const of = (number: string, facts: Facts): Simulated => ({ behaviour: ofNumber(number), facts, slowMs });
  return {
    aadhaar: { name, check: ({ aadhaar }, request) => answer(of(aadhaar, NUMBER), request) },
    pan: { name, check: ({ pan }, request) => answer(of(pan, NUMBER), request) },
    bank_account: { name, check: ({ accountNumber }, request) => answer(of(accountNumber, ACCOUNT), request) },
    document: { name, check: ({ number }, request) => answer(of(number, DOCUMENT), request) },
    screening: { name, check: ({ names }, request) => answer(screening(names, slowMs), request) },
  };
}
