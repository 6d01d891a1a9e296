import { useTranslation } from 'react-i18next';
import { sayDuration } from '../../lib/say-duration.ts';

/** Figures and days in the reader's language, always with Western digits so that columns line up. */
export function useFigures() {
  const { t, i18n } = useTranslation('reports');
  const locale = `${i18n.language}-u-nu-latn`;
  const count = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
  const short = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  const month = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: 'numeric' });
  return {
    count: (n: number) => count.format(n),
    percent: (share: number | null) => (share === null ? '–' : percent.format(share)),
    duration: (seconds: number | null) => (seconds === null ? '–' : sayDuration(seconds * 1000, t)),
    day: (iso: string) => day.format(new Date(iso)),
    point: (iso: string, grain: 'day' | 'month') => (grain === 'day' ? short : month).format(new Date(iso)),
  };
}
export type Figures = ReturnType<typeof useFigures>;
