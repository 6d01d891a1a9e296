import type { TFunction } from 'i18next';
import { errorCode } from '../client/errors.ts';

/** A sentence fit for people: by code in the reader's language, else the server's own safe message. */
export function errorText(error: unknown, t: TFunction): string {
  const code = errorCode(error);
  const isOurs = code === 'UNKNOWN' || code === 'NETWORK';
  const said = error instanceof Error && !isOurs && error.message ? error.message : t('common:errors.UNKNOWN');
  return t(`common:errors.${code}`, { defaultValue: said });
}
