import classes from './reports.module.css';

export interface Bar {
  key: string;
  label: string;
  n: number;
  text: string;
  /** A second part of the same bar, hatched. */
  more?: number;
}

interface BarsProps {
  bars: readonly Bar[];
  /** What each part stands for, where there are two. */
  legend?: readonly [string, string];
}

/**
 * Bars beside one another, each with its label and its number; plain boxes, so that they print as they look. Hidden from
 * screen readers: the table below says the same.
 */
export function Bars({ bars, legend }: BarsProps) {
  const longest = Math.max(1, ...bars.map(({ n, more = 0 }) => n + more));
  const wide = (n: number) => ({ width: `${(100 * n) / longest}%` });
  return (
    <div aria-hidden="true" className={classes.chart}>
      {legend && (
        <p className={classes.legend}>
          <span className={classes.plain} /> {legend[0]} <span className={classes.hatched} /> {legend[1]}
        </p>
      )}
      <div className={classes.bars}>
        {bars.map(({ key, label, n, text, more = 0 }) => (
          <div key={key} className={classes.bar}>
            <span className={classes.barLabel}>{label}</span>
            <span className={classes.track}>
              <span className={classes.plain} style={wide(n)} />
              {more > 0 && <span className={classes.hatched} style={wide(more)} />}
            </span>
            <span className={classes.barText}>{text}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
