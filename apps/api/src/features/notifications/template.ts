import type { Language } from '@ostiary/domain/shared';

export interface Text {
  readonly subject: string;
  readonly text: string;
  /** What the button over a link says; the subject unless given. */
  readonly button?: string;
}
type Params = Readonly<Record<string, string>>;
export type Template = Readonly<Record<Language, (params: Params) => Text>>;

export const SIGN_OFF = { en: '\n\nOstiary Bank', hi: '\n\nओस्टियरी बैंक' } as const;
