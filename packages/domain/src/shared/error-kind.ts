/** How a refusal is to be understood; the API maps each kind to one HTTP status and one tRPC code. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media'
  | 'unprocessable'
  | 'rate_limited'
  | 'unavailable';

export interface CatalogueEntry {
  readonly kind: ErrorKind;
  /** English sentence fit for people: what is wrong and how to mend it. Portals translate by code. */
  readonly message: string;
  /** Somebody reached for what the rules keep from them: a refusal that is on record, as those of kind `forbidden` are. */
  readonly isOnRecord?: true;
}
