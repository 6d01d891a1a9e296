import type { FieldPlace } from '@ostiary/domain/crypto';
import type { RequirementCode } from '@ostiary/domain/requirements';
import type { UserId } from '@ostiary/domain/shared';

/** Where a secret lies, and which row asks for it again when it does not open. */
export interface SealedPlace extends FieldPlace {
  readonly requirement?: RequirementCode;
}

export interface Broken {
  readonly userId: UserId | null;
  readonly place: SealedPlace;
  /** What did not open: a token, a wrapped key, or the storage key of a file. */
  readonly sealed: string | Uint8Array;
}
