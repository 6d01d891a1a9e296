import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { SeriesChartProps } from './series-chart.tsx';

const Chart = lazy(async () => ({ default: (await import('./series-chart.tsx')).SeriesChart }));

/** The chart, with its room kept while the charts' library arrives. */
export function LazySeries(props: SeriesChartProps) {
  return (
    <Suspense fallback={<Skeleton height={300} aria-hidden />}>
      <Chart {...props} />
    </Suspense>
  );
}
