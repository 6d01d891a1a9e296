import type { IdentityCheck, RequirementStateRow } from '@ostiary/db';
import { type CheckStanding, type Evidence, type Judgement, RequirementCode } from '@ostiary/domain/requirements';
import type { CaseFile } from './case-file.service.ts';
import { isGivenCode } from './given.service.ts';

/** What an outside check means for its row: "not found" is a no that the applicant can mend, a mismatch is for the reviewer. */
export function checkStanding({ state, kind }: Pick<IdentityCheck, 'state' | 'kind'>): CheckStanding {
  if (state === 'QUEUED' || state === 'RUNNING') return 'running';
  if (state === 'MATCH') return 'passed';
  if (state === 'UNAVAILABLE') return 'unavailable';
  // Nobody is told that a list names them.
  return state === 'NOT_FOUND' && kind !== 'screening' && kind !== 'document' ? 'failed' : 'noted';
}

type Known = Omit<CaseFile, 'rows' | 'policy'>;

function given({ application, customer, user, states, data }: Known): Evidence['given'] {
  const hasDraft = (code: RequirementCode) =>
    states.some((state) => state.code === code && state.draftEncrypted != null);
  const isUnreadable = (code: RequirementCode) =>
    states.some((state) => state.code === code && state.unreadableAt != null);
  const dataRow = (code: RequirementCode, isComplete: boolean) =>
    isComplete && !isUnreadable(code) ? 'complete' : hasDraft(code) ? 'begun' : undefined;
  const sealed = Object.fromEntries(
    RequirementCode.options.filter(isGivenCode).map((code) => [
      code,
      dataRow(
        code,
        data.some((row) => row.code === code),
      ),
    ]),
  );
  return {
    ...sealed,
    email: user.emailConfirmedAt == null ? undefined : 'complete',
    phone: user.phoneConfirmedAt == null ? undefined : 'complete',
    identity: dataRow(
      'identity',
      customer.firstName != null && customer.lastName != null && customer.dateOfBirth != null,
    ),
    address: dataRow('address', customer.addressEncrypted != null),
    ssn: dataRow('ssn', customer.ssnEncrypted != null),
    consent: application.consentAt == null ? undefined : 'complete',
  };
}

function judgements(states: readonly RequirementStateRow[]): Evidence['judgements'] {
  const entries = states.flatMap(({ code, verdict, reasonCode, isReopened }): [RequirementCode, Judgement][] =>
    verdict == null ? [] : [[code, { verdict, reason: reasonCode ?? null, isReopened }]],
  );
  return Object.fromEntries(entries);
}

/** The newest check of each row that is still about what stands there: a check of replaced data says nothing. */
function checkStandings({ checks }: Known): NonNullable<Evidence['checks']> {
  const standings: Partial<Record<RequirementCode, CheckStanding>> = {};
  for (const check of checks) standings[check.requirement] ??= checkStanding(check);
  return standings;
}

/** What the rows that ask for documents are judged by; what is typed in has no part in them. */
export function documentEvidence(file: Pick<Known, 'application' | 'states' | 'documents'>): Evidence {
  return {
    given: {},
    documents: file.documents.map((document) => ({
      requirement: document.requirement,
      type: document.documentType,
      side: document.side,
      status: document.status,
      rejectionReason: document.rejectionReason ?? null,
    })),
    judgements: judgements(file.states),
    chosen: file.states.filter(({ isChosen }) => isChosen).map(({ code }) => code),
    lost: file.states.filter(({ unreadableAt }) => unreadableAt != null).map(({ code }) => code),
    risk: file.application.riskBand,
  };
}

/** The ledger's input. Pure: also usable on rows that are changed but not yet stored. */
export function evidenceOf(file: Known): Evidence {
  return { ...documentEvidence(file), given: given(file), checks: checkStandings(file) };
}
