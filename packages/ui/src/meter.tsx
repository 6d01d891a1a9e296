import { Kbd as MantineKbd, Progress as MantineProgress, Text } from '@mantine/core';
import { useLabels } from './labels.tsx';
import classes from './meter.module.css';

interface ProgressProps {
  /** The accessible name of the bar. */
  label: string;
  /** 0–100. */
  percent: number;
  /** Said in words under the bar ("4 of 5 accepted"). */
  text: string;
}

export function Progress({ label, percent, text }: ProgressProps) {
  const value = Math.max(0, Math.min(100, Math.round(percent)));
  return (
    <div className={classes.progress}>
      <MantineProgress.Root size={6} className={classes.track}>
        <MantineProgress.Section value={value} aria-label={label} aria-valuetext={text} color="accent" />
      </MantineProgress.Root>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
    </div>
  );
}

/** "Step 2 of 5" with a bar of as many parts. */
export function StepIndicator({ current, total }: { current: number; total: number }) {
  const text = useLabels().step(current, total);
  return (
    <div className={classes.steps}>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
      <div className={classes.parts} aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          <span key={index} data-done={index < current ? true : undefined} />
        ))}
      </div>
    </div>
  );
}

/** The key of an action, after its word. Decorative: the button carries aria-keyshortcuts. */
export function Kbd({ children }: { children: string }) {
  return (
    <MantineKbd className={classes.key} aria-hidden="true">
      {children}
    </MantineKbd>
  );
}
