import { CheckAnswer, type CheckSubjects } from '@ostiary/domain/identity-checks';
import type { CheckKind } from '@ostiary/domain/policy';
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleAll,
  handleWhen,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import type { CheckRequest, IdentityCheckPort, IdentityCheckPorts } from './identity-checks.ts';

interface GuardLimits {
  /** Of one try. */
  readonly timeoutMs: number;
  readonly tries: number;
  readonly firstDelayMs: number;
  /** Failed tries in a row after which the provider is left alone for `restMs`. */
  readonly failuresToRest: number;
  readonly restMs: number;
}

/** Three tries of five seconds end well within the two minutes that a check may hold back submitting. */
const LIMITS: GuardLimits = { timeoutMs: 5_000, tries: 3, firstDelayMs: 500, failuresToRest: 9, restMs: 30_000 };

/**
 * The port behind a timeout, repeats with growing pauses and a circuit breaker of its own: a provider that is down is
 * not asked again for a while, and the others go on. Rejects where no try got a well-formed answer.
 */
export function guardedCheck<Kind extends CheckKind>(
  port: IdentityCheckPort<Kind>,
  limits: GuardLimits = LIMITS,
): IdentityCheckPort<Kind> {
  const { timeoutMs, tries, firstDelayMs, failuresToRest, restMs } = limits;
  const policy = wrap(
    retry(
      handleWhen((error) => !(error instanceof BrokenCircuitError)),
      { maxAttempts: tries - 1, backoff: new ExponentialBackoff({ initialDelay: firstDelayMs }) },
    ),
    circuitBreaker(handleAll, { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failuresToRest) }),
    // Aggressive: an adapter that ignores its signal must not hold up the job.
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
  );
  return {
    name: port.name,
    check: (subject: CheckSubjects[Kind], { id, signal: outer }: CheckRequest) =>
      policy.execute(async ({ signal }) => CheckAnswer.parse(await port.check(subject, { id, signal })), outer),
  };
}

/** Every port guarded, each by itself. */
export function guardedChecks(ports: IdentityCheckPorts, limits: GuardLimits = LIMITS): IdentityCheckPorts {
  return {
    aadhaar: guardedCheck(ports.aadhaar, limits),
    pan: guardedCheck(ports.pan, limits),
    bank_account: guardedCheck(ports.bank_account, limits),
    document: guardedCheck(ports.document, limits),
    screening: guardedCheck(ports.screening, limits),
  };
}
