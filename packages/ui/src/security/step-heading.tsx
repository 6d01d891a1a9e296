import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** The heading of a step that has just come: takes the focus, so that everybody knows where they are. */
export function StepHeading({ children, order = 3 }: { children: string; order?: 2 | 3 }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Title order={order} ref={heading} tabIndex={-1}>
      {children}
    </Title>
  );
}
