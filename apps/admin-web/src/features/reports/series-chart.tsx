import '@mantine/charts/styles.layer.css';
import { LineChart } from '@mantine/charts';
import classes from './reports.module.css';

/** Told apart by dash as well as by colour, so that they read in print and by people who see few colours. */
const STROKES = [
  { color: 'var(--ui-ink)', dash: undefined },
  { color: 'var(--ui-accepted)', dash: '7 4' },
  { color: 'var(--ui-refusal)', dash: '2 3' },
  { color: 'var(--ui-caution)', dash: '10 3 2 3' },
] as const;
const strokeOf = (at: number) => STROKES[at % STROKES.length] ?? STROKES[0];

export interface SeriesChartProps {
  label: string;
  series: readonly { readonly name: string; readonly label: string }[];
  points: readonly { readonly at: string; readonly [name: string]: string | number }[];
}

function Legend({ series }: Pick<SeriesChartProps, 'series'>) {
  return (
    <ul className={classes.lines}>
      {series.map(({ name, label }, at) => (
        <li key={name}>
          <svg width={36} height={8} aria-hidden="true">
            <line
              x1={0}
              x2={36}
              y1={4}
              y2={4}
              strokeWidth={2.5}
              strokeDasharray={strokeOf(at).dash}
              stroke={strokeOf(at).color}
            />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

/** Lines over the days of the period. Its own file, because the charts' library is loaded when a report is shown. */
export function SeriesChart({ label, series, points }: SeriesChartProps) {
  return (
    <figure className={classes.figure} aria-label={label}>
      <Legend series={series} />
      <LineChart
        h={260}
        data={points.map((point) => ({ ...point }))}
        dataKey="at"
        series={series.map(({ name, label: told }, at) => ({
          name,
          label: told,
          color: strokeOf(at).color,
          strokeDasharray: strokeOf(at).dash,
        }))}
        curveType="linear"
        withDots={points.length < 15}
        strokeWidth={2.5}
        lineProps={{ isAnimationActive: false }}
        textColor="var(--ui-muted)"
        gridColor="var(--ui-line)"
        tickLine="none"
        yAxisProps={{ allowDecimals: false, width: 44 }}
        xAxisProps={{ minTickGap: 24 }}
        lineChartProps={{ accessibilityLayer: false }}
        aria-hidden="true"
      />
    </figure>
  );
}
