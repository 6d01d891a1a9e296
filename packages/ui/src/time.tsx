import { useEffect, useState } from 'react';
import { useLabels } from './labels.tsx';
import { exactTime, sayDate, sayTime } from './say-time.ts';

interface TimeProps {
  /** ISO 8601 instant. */
  value: string;
  /** `date` leaves the hour out. */
  as?: 'time' | 'date';
}

/** A moment in words, the exact time on hover. Ages by itself once a minute. */
export function Time({ value, as = 'time' }: TimeProps) {
  const { locale } = useLabels();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  const at = new Date(value);
  const say = as === 'date' ? sayDate : sayTime;
  return (
    <time dateTime={value} title={exactTime(at, locale)}>
      {say({ at, now, locale })}
    </time>
  );
}
