import { Skeleton, Stack } from '@mantine/core';

/** As high as a screenful of records. */
export function RecordsSkeleton() {
  return (
    <Stack gap={12} aria-hidden maw={1008}>
      <Skeleton height={24} width={160} />
      {Array.from({ length: 7 }, (_, row) => (
        <Skeleton key={row} height={58} />
      ))}
    </Stack>
  );
}
