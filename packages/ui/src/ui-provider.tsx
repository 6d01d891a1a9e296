import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';
import { UiLabelsProvider, type UiLabels } from './labels.tsx';
import { printOnPaper } from './paper.ts';
import { cssVariables, theme } from './theme.ts';

interface UiProviderProps {
  labels: UiLabels;
  /** `test` switches off transitions and portals. */
  env?: 'default' | 'test';
  children: ReactNode;
}

/** Theme, colour scheme (follows the system until the person chooses), labels and toasts. Once, at the root. */
export function UiProvider({ labels, env = 'default', children }: UiProviderProps) {
  useEffect(printOnPaper, []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" env={env}>
      <UiLabelsProvider value={labels}>
        <Notifications position="bottom-right" autoClose={8000} transitionDuration={120} />
        {children}
      </UiLabelsProvider>
    </MantineProvider>
  );
}
