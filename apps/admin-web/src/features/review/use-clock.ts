import { useLabels } from '@ostiary/ui';

/** The hour of an instant, as `09:04`. */
export function useClock() {
  const { locale } = useLabels();
  return (at: string) =>
    new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}
