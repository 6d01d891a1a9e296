import { bandOf, type RaisedSignal, type SignalCode } from '../risk/index.ts';
import { type AlertResolution, type AlertType, Severity } from './alert.ts';

/** What an assessment says about one case. */
export interface Assessed {
  readonly score: number;
  readonly signals: readonly RaisedSignal[];
}

/** One alert that an assessment asks for. */
export interface AlertClaim {
  readonly type: AlertType;
  readonly severity: Severity;
  readonly score: number;
  readonly signals: readonly RaisedSignal[];
}

/** An alert of the same case and kind that somebody closed. */
export interface ClosedAlert {
  readonly resolution: AlertResolution;
  readonly signals: readonly RaisedSignal[];
}

const SEVERITY: Readonly<Record<AlertType, Severity>> = {
  SHARED_IDENTITY: 'HIGH',
  SHARED_DOCUMENT: 'HIGH',
  SHARED_DEVICE: 'MEDIUM',
  SANCTIONS_HIT: 'CRITICAL',
  VELOCITY: 'MEDIUM',
  HIGH_RISK: 'HIGH',
};

/** Spouses share an account and directors a company: those alone are points, not an alert. */
const OF_SIGNAL: Partial<Readonly<Record<SignalCode, AlertType>>> = {
  SSN_SHARED: 'SHARED_IDENTITY',
  AADHAAR_SHARED: 'SHARED_IDENTITY',
  PAN_SHARED: 'SHARED_IDENTITY',
  TAX_ID_SHARED: 'SHARED_IDENTITY',
  DOCUMENT_SHARED: 'SHARED_DOCUMENT',
  DEVICE_SHARED: 'SHARED_DEVICE',
  NETWORK_SHARED: 'SHARED_DEVICE',
  SCREENING_HIT: 'SANCTIONS_HIT',
  VELOCITY: 'VELOCITY',
};

const worst = (left: Severity, right: Severity) =>
  Severity.options.indexOf(left) >= Severity.options.indexOf(right) ? left : right;

/** The alerts that an assessment asks for, one of a kind; a high score is one of its own, with all that made it. */
export function claimsOf({ signals, score }: Assessed): AlertClaim[] {
  const kinds = new Set(signals.flatMap(({ code }) => OF_SIGNAL[code] ?? []));
  const claims = [...kinds].map((type) => ({
    type,
    severity: SEVERITY[type],
    score,
    signals: signals.filter(({ code }) => OF_SIGNAL[code] === type),
  }));
  return bandOf(score) === 'HIGH'
    ? [...claims, { type: 'HIGH_RISK', severity: SEVERITY.HIGH_RISK, score, signals }]
    : claims;
}

/** No more than what was there: the same words, and no count above its own. */
function isWithin(signal: RaisedSignal, known: RaisedSignal): boolean {
  if (signal.code !== known.code) return false;
  return Object.entries(signal.facts).every(([name, fact]) => {
    const before = known.facts[name];
    return typeof fact === 'number' && typeof before === 'number' ? fact <= before : fact === before;
  });
}

/**
 * Whether a claim says something that nobody has judged. What was found to be no fraud stays closed until a signal is new
 * or counts more (a high score: until another rule adds to it); what was found to be fraud is told of again.
 * @param closed of the same case and kind, newest first
 */
export function isNews({ type, signals }: AlertClaim, closed: readonly ClosedAlert[]): boolean {
  const fraud = closed.findIndex(({ resolution }) => resolution === 'TRUE_POSITIVE');
  const judged = closed.slice(0, fraud === -1 ? undefined : fraud).flatMap((alert) => alert.signals);
  return signals.some((signal) =>
    judged.every((known) => (type === 'HIGH_RISK' ? signal.code !== known.code : !isWithin(signal, known))),
  );
}

type OpenAlert = Omit<AlertClaim, 'type'>;

const isSame = (left: RaisedSignal | undefined, right: RaisedSignal) =>
  left?.points === right.points && isWithin(left, right) && isWithin(right, left);

/** An open alert after the same is claimed again: never milder, never fewer signals; null where nothing changes. */
export function raisedAgain(open: OpenAlert, claim: OpenAlert): OpenAlert | null {
  const kept = open.signals.filter(({ code }) => claim.signals.every((signal) => signal.code !== code));
  const severity = worst(open.severity, claim.severity);
  const score = Math.max(open.score, claim.score);
  const isUnchanged =
    severity === open.severity &&
    score === open.score &&
    claim.signals.every((signal) =>
      isSame(
        open.signals.find(({ code }) => code === signal.code),
        signal,
      ),
    );
  return isUnchanged ? null : { severity, score, signals: [...claim.signals, ...kept] };
}

/** Alerts that somebody should hear of at once. */
export function isUrgent(severity: Severity): boolean {
  return severity === 'HIGH' || severity === 'CRITICAL';
}
