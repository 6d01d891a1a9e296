import { Box, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface FactsProps {
  facts: readonly (readonly [name: string, value: ReactNode])[];
}

/** Names and values, side by side where there is room. */
export function Facts({ facts }: FactsProps) {
  return (
    <Box component="dl" m={0}>
      {facts.map(([name, value]) => (
        <SimpleGrid key={name} cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing={2} py={6}>
          <Text component="dt" c="dimmed">
            {name}
          </Text>
          <Box component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Box>
        </SimpleGrid>
      ))}
    </Box>
  );
}
