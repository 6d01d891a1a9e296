import type { DraftView } from '@ostiary/domain/policy';
import type { Planted } from './canary-people.ts';

/** Whose cases, drafts and accounts the calls are about. */
export interface CanaryWorld {
  /** A decision that may still be undone; cases that wait for a second approval. */
  readonly toUndo: string;
  readonly toSecond: { readonly id: string; readonly version: number } | undefined;
  readonly toDisagree: { readonly id: string; readonly version: number } | undefined;
  readonly viewId: string;
  /** Claimed; its screen is open. */
  readonly victim: Planted;
  /** Still filling in the form: one submits, one takes a document back. */
  readonly draftee: Planted;
  readonly remover: Planted;
  /** Claimed, one for each way to end a review. */
  readonly toRelease: Planted;
  readonly toApprove: Planted;
  readonly toReject: Planted;
  readonly toReturn: Planted;
  readonly versions: ReadonlyMap<string, number>;
  /** Signed in, and ended by one of the calls. */
  readonly signsIn: Planted;
  readonly renews: Planted;
  readonly leaves: Planted;
  readonly erased: Planted & { readonly customerNumber: string };
  readonly held: Planted;
  readonly alertId: string;
  readonly drafts: readonly DraftView[];
  readonly replayId: string;
  readonly staff: { readonly username: string; readonly password: string };
}

export interface Caller {
  readonly name: string;
  readonly access: string | undefined;
  readonly password: string;
  /** The applicant who calls, if one does. */
  readonly own?: number;
}
