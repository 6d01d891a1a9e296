import type { IdentityCheck } from '@ostiary/db';
import { checkSsn } from '@ostiary/domain/identifiers';
import { checkPhone } from '@ostiary/domain/phone';
import type { CheckKind } from '@ostiary/domain/policy';
import type { CaseView } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import { newestChecks } from '../identity-checks/case-checks.service.ts';
import { findSame } from '../keys/find-same.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { wholeSsn } from '../requirements/present.service.ts';

type Signal = CaseView['signals'][number];

const TEXT = {
  PHONE_IMPOSSIBLE: { points: 15, text: 'The phone number cannot exist in its country' },
  SSN_COMMON_SAMPLE: { points: 20, text: 'The Social Security number is a widely used sample' },
  SSN_SHARED: { points: 40, text: 'Another customer gave the same Social Security number' },
  AADHAAR_SHARED: { points: 40, text: 'Another customer gave the same Aadhaar number' },
  PAN_SHARED: { points: 40, text: 'Another customer gave the same PAN' },
  TAX_ID_SHARED: { points: 40, text: 'Another customer gave the same ITIN or passport number' },
  BANK_ACCOUNT_SHARED: { points: 30, text: 'Another customer gave the same bank account' },
  BUSINESS_SHARED: { points: 30, text: 'Another customer gave the same company number' },
  OWNER_SHARED: { points: 20, text: 'Another customer named somebody with the same number' },
} as const;

const signal = (code: keyof typeof TEXT): Signal => ({ code, ...TEXT[code] });

const SHARED = {
  ssn: 'SSN_SHARED',
  aadhaar: 'AADHAAR_SHARED',
  pan: 'PAN_SHARED',
  tax_id_alternative: 'TAX_ID_SHARED',
  bank_account: 'BANK_ACCOUNT_SHARED',
  business: 'BUSINESS_SHARED',
  owners: 'OWNER_SHARED',
  control_person: 'OWNER_SHARED',
} as const;

/** Numbers that another customer gave too, one signal for each kind of row. */
async function sharedSignals(ctx: StaffContext, file: CaseFile, vault: Vault): Promise<Signal[]> {
  const same: readonly string[] = await findSame(ctx, file, vault);
  const codes = Object.entries(SHARED).flatMap(([code, told]) => (same.includes(code) ? [told] : []));
  return [...new Set(codes)].map(signal);
}

const REGISTERS: Readonly<Record<CheckKind, string>> = {
  aadhaar: 'Aadhaar',
  pan: 'PAN',
  bank_account: 'bank account',
  document: 'document',
  screening: 'sanctions lists',
};

const isHit = ({ kind, state }: IdentityCheck) => kind === 'screening' && state === 'MISMATCH';

interface CheckSignal {
  readonly code: string;
  readonly points: number;
  readonly text: string;
  readonly holds: (check: IdentityCheck) => boolean;
}

const OF_CHECKS: readonly CheckSignal[] = [
  { code: 'SCREENING_HIT', points: 60, text: 'Somebody named here may stand on a list', holds: isHit },
  {
    code: 'CHECK_MISMATCH',
    points: 30,
    text: 'An outside register has something else',
    holds: (check) => check.state === 'MISMATCH' && !isHit(check),
  },
  {
    code: 'CHECK_NOT_FOUND',
    points: 25,
    text: 'An outside register does not know it',
    holds: ({ state }) => state === 'NOT_FOUND',
  },
  {
    code: 'CHECK_NOT_MADE',
    points: 10,
    text: 'An outside check could not be made yet',
    holds: ({ state }) => state === 'UNAVAILABLE',
  },
];

/** One signal for each thing that outside checks may say, naming the registers that say it. */
function checkSignals(file: CaseFile): Signal[] {
  const checks = newestChecks(file);
  return OF_CHECKS.flatMap(({ code, points, text, holds }) => {
    const kinds = new Set(checks.filter(holds).map(({ kind }) => REGISTERS[kind]));
    return kinds.size === 0 ? [] : [{ code, points, text: `${text}: ${[...kinds].join(', ')}` }];
  });
}

/** What a reviewer should look at twice. Facts of the input only; the score that sums them is not decided here. */
export async function caseSignals(ctx: StaffContext, file: CaseFile, vault: Vault): Promise<Signal[]> {
  const { user } = file;
  const signals: Signal[] = [];
  const phone = checkPhone(user.phoneNumber ?? '');
  if (phone.ok && phone.signals.length > 0) signals.push(signal('PHONE_IMPOSSIBLE'));
  const given = wholeSsn(file, vault);
  if (given !== null) {
    const ssn = checkSsn(given);
    if (ssn.ok && ssn.signals.length > 0) signals.push(signal('SSN_COMMON_SAMPLE'));
  }
  return [...signals, ...(await sharedSignals(ctx, file, vault)), ...checkSignals(file)];
}
