import type { Told } from '@ostiary/domain/shared';
import { useTranslation } from 'react-i18next';

/** Picks the reader's language of a sentence that the rules say. */
export function useTold(): (told: Told) => string {
  const { i18n } = useTranslation();
  return (told) => (i18n.language.startsWith('hi') ? told.hi : told.en);
}
