import { checkSsn } from '@ostiary/domain/identifiers';
import { checkPhone } from '@ostiary/domain/phone';
import type { RiskFacts, SharedKind } from '@ostiary/domain/risk';
import type { Context } from '../../context.ts';
import type { Vault } from '../../vault.ts';
import { newestChecks } from '../identity-checks/case-checks.service.ts';
import type { CaseFile } from '../requirements/case-file.service.ts';
import { readGiven } from '../requirements/given.service.ts';
import { wholeSsn } from '../requirements/present.service.ts';
import { isDisposable } from './disposable-domain.ts';
import { findMismatches } from './find-mismatches.ts';
import { findOthers, type Match, type Other } from './find-others.service.ts';

const KINDS: Readonly<Record<Match, SharedKind>> = {
  SSN: 'ssn',
  AADHAAR: 'aadhaar',
  PAN: 'pan',
  TAX_ID: 'taxId',
  BANK_ACCOUNT: 'bankAccount',
  BUSINESS_NUMBER: 'business',
  OWNER: 'owner',
  DOCUMENT_NUMBER: 'document',
  NAME_AND_BIRTH_DATE: 'person',
  DEVICE: 'device',
  ADDRESS: 'address',
  NETWORK: 'network',
};

function sharedWith(others: readonly Other[]): RiskFacts['shared'] {
  const people = new Map<SharedKind, Set<string>>();
  for (const { match, customerId } of others)
    people.set(KINDS[match], (people.get(KINDS[match]) ?? new Set()).add(customerId));
  return Object.fromEntries([...people].map(([kind, ids]) => [kind, ids.size]));
}

function isSample(file: CaseFile, vault: Vault): boolean {
  const ssn = wholeSsn(file, vault);
  const checked = ssn === null ? null : checkSsn(ssn);
  return checked?.ok === true && checked.signals.length > 0;
}

const HOUR = 3_600_000;

function contactAges({ application: { submittedAt }, user }: CaseFile): RiskFacts['contacts'] {
  if (submittedAt == null) return [];
  const contacts = [
    { channel: 'e-mail', at: user.emailConfirmedAt },
    { channel: 'phone', at: user.phoneConfirmedAt },
  ] as const;
  return contacts.flatMap(({ channel, at }) =>
    at == null ? [] : [{ channel, hours: Math.max(0, Math.floor((submittedAt.getTime() - at.getTime()) / HOUR)) }],
  );
}

function countriesOf(file: CaseFile, vault: Vault): string[] {
  const alternative = readGiven(file, vault, 'tax_id_alternative');
  const owners = readGiven(file, vault, 'owners')?.owners ?? [];
  const control = readGiven(file, vault, 'control_person');
  const passport = alternative?.kind === 'passport' ? alternative.passportCountry : undefined;
  const named = [passport, control?.country, ...owners.map(({ country }) => country)];
  const issuers = file.documents.flatMap(({ status, issuer }) => (status === 'REJECTED' ? [] : [issuer.slice(0, 2)]));
  return [file.customer.country, ...issuers, ...named.flatMap((country) => country ?? [])];
}

type Collecting = Pick<Context, 'em' | 'now' | 'deps'>;

/** What the rules look at, gathered from the file and from what others have in common with it; `others` is who they are. */
export async function collectFacts(
  ctx: Collecting,
  file: CaseFile,
  vault: Vault,
): Promise<{ facts: RiskFacts; others: Other[] }> {
  const others = await findOthers(ctx, file, vault);
  const phone = checkPhone(file.user.phoneNumber ?? '');
  const nearby = others.filter(({ match, isRecent }) => isRecent && (match === 'DEVICE' || match === 'ADDRESS'));
  const facts: RiskFacts = {
    isPhoneImpossible: phone.ok && phone.signals.length > 0,
    isSsnSample: isSample(file, vault),
    shared: sharedWith(others),
    submittedNearby: new Set(nearby.map(({ customerId }) => customerId)).size,
    mismatches: findMismatches(file, vault),
    checks: newestChecks(file).map(({ kind, state }) => ({ kind, state })),
    isEmailDisposable: isDisposable(file.user.email),
    contacts: contactAges(file),
    countries: countriesOf(file, vault),
  };
  return { facts, others };
}
