import { Box, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Names and values side by side, one below the other on a phone. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <Box component="dl" m={0}>
      {facts.map(([name, value]) => (
        <SimpleGrid key={name} cols={{ base: 1, xs: 2 }} spacing="xs" py="xs">
          <Text component="dt" c="dimmed">
            {name}
          </Text>
          <Box component="dd" m={0}>
            {value}
          </Box>
        </SimpleGrid>
      ))}
    </Box>
  );
}
