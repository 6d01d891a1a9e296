import { useEffect, useState } from 'react';
import { useLabels } from './labels.tsx';
import { exactTime, sayDate, sayTime } from './say-time.ts';

interface TimeProps {
  /** ISO 8601 instant. */
  value: string;
  /** `date` leaves the hour out. */
  as?: 'time' | 'date';
  /** After other words of a sentence: begins small. */
  isWithin?: boolean;
}

/** A moment in words, the exact time on hover. Ages by itself once a minute. */
export function Time({ value, as = 'time', isWithin = false }: TimeProps) {
  const { locale } = useLabels();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  const at = new Date(value);
  return (
    <time dateTime={value} title={exactTime(at, locale)}>
      {as === 'date' ? sayDate({ at, now, locale }) : sayTime({ at, now, locale, isWithin })}
    </time>
  );
}
