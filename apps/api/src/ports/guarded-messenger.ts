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
import type { Messenger } from './messenger.ts';

interface MessengerLimits {
  /** Of one try. */
  readonly timeoutMs: number;
  readonly tries: number;
  readonly firstDelayMs: number;
  /** Failed tries in a row after which the carrier is left alone for `restMs`. */
  readonly failuresToRest: number;
  readonly restMs: number;
}

/** Two tries and the pause between them end well within the lease of a message. */
const LIMITS: MessengerLimits = { timeoutMs: 30_000, tries: 2, firstDelayMs: 500, failuresToRest: 6, restMs: 30_000 };

/** The carrier behind a timeout, one quick repeat and a circuit breaker; the outbox does the long waiting. A refusal for good is an answer. */
export function guardedMessenger(messenger: Messenger, limits: MessengerLimits = LIMITS): Messenger {
  const { timeoutMs, tries, firstDelayMs, failuresToRest, restMs } = limits;
  const policy = wrap(
    retry(
      handleWhen((error) => !(error instanceof BrokenCircuitError)),
      { maxAttempts: tries - 1, backoff: new ExponentialBackoff({ initialDelay: firstDelayMs }) },
    ),
    circuitBreaker(handleAll, { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failuresToRest) }),
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
  );
  return { send: (message) => policy.execute(() => messenger.send(message)) };
}
