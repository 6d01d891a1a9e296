import type { CheckAnswer, CheckSubjects } from '@ostiary/domain/identity-checks';
import type { CheckKind } from '@ostiary/domain/policy';

export interface CheckRequest {
  /** The same for every try of one check, so that a provider can tell a repeat from a new question. */
  readonly id: string;
  readonly signal: AbortSignal;
}

/**
 * Asks a register or a list about one subject. Answers with what it says, or rejects when it cannot be asked: only a
 * provider that was reached may say no. What it writes into `evidence` carries no personal data.
 */
export interface IdentityCheckPort<Kind extends CheckKind> {
  /** Stored with each check, and in the log at start. */
  readonly name: string;
  check(subject: CheckSubjects[Kind], request: CheckRequest): Promise<CheckAnswer>;
}

/** One provider for each kind of check. */
export type IdentityCheckPorts = { readonly [Kind in CheckKind]: IdentityCheckPort<Kind> };
