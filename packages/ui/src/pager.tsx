import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLabels } from './labels.tsx';

interface PagerProps {
  label: string;
  /** Left out where there is no such page. */
  onPrevious?: () => void;
  onNext?: () => void;
  /** "38 cases", "more than 1 000". */
  text?: ReactNode;
}

/** Previous and next for cursor pages; nothing where all is on one page and there is nothing to say of it. */
export function Pager({ label, onPrevious, onNext, text }: PagerProps) {
  const labels = useLabels();
  if (!text && !onPrevious && !onNext) return null;
  return (
    <Group component="nav" aria-label={label} justify="space-between" gap="sm">
      <span>{text}</span>
      <Group gap="xs">
        <Button variant="default" size="sm" disabled={!onPrevious} onClick={onPrevious}>
          {labels.previous}
        </Button>
        <Button variant="default" size="sm" disabled={!onNext} onClick={onNext}>
          {labels.next}
        </Button>
      </Group>
    </Group>
  );
}
