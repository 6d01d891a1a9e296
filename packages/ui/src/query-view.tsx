import { Button, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { Callout } from './callout.tsx';
import { useLabels } from './labels.tsx';

/** The parts of a TanStack query this view reads; any `useQuery` result fits and lends its data type. */
export interface ViewableQuery<Data> {
  data: Data | undefined;
  error: unknown;
  isPending: boolean;
  isError: boolean;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
}

interface QueryViewProps<Data> {
  query: ViewableQuery<Data>;
  /** Says what will appear here and why there is nothing yet. */
  empty?: ReactNode;
  /** Default: an empty array, or `items` that is one. */
  isEmpty?: (data: Data) => boolean;
  /** Shaped like the content, so that the layout stays still. Default: three lines. */
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}

function looksEmpty(data: unknown): boolean {
  if (Array.isArray(data)) return data.length === 0;
  return typeof data === 'object' && data !== null && 'items' in data && looksEmpty(data.items);
}

/** Pending, failed, empty or data: takes the whole query so that no state can be forgotten. */
export function QueryView<Data>(props: QueryViewProps<Data>) {
  const { query, empty, isEmpty = looksEmpty, skeleton, children } = props;
  const labels = useLabels();
  const failure = query.isError ? <QueryFailure query={query} /> : null;
  if (query.data === undefined) {
    if (failure) return failure;
    return (
      <div aria-busy="true">
        <VisuallyHidden role="status">{labels.loading}</VisuallyHidden>
        {skeleton ?? <DefaultSkeleton />}
      </div>
    );
  }
  return (
    <>
      {failure}
      {empty !== undefined && isEmpty(query.data) ? empty : children(query.data)}
    </>
  );
}

function DefaultSkeleton() {
  return (
    <Stack gap="sm" aria-hidden>
      <Skeleton height={20} width="60%" />
      <Skeleton height={20} />
      <Skeleton height={20} width="80%" />
    </Stack>
  );
}

function QueryFailure({ query }: { query: ViewableQuery<unknown> }) {
  const labels = useLabels();
  const requestId = labels.errorRequestId(query.error);
  return (
    <Callout tone="refusal" role="alert">
      <Stack gap="xs" align="flex-start">
        <Text>{labels.errorText(query.error)}</Text>
        {requestId && <Text size="sm">{labels.requestId(requestId)}</Text>}
        <Button variant="default" size="sm" loading={query.isFetching} onClick={() => void query.refetch()}>
          {labels.retry}
        </Button>
      </Stack>
    </Callout>
  );
}

/** Says what will appear in this place and why it is empty. */
export function EmptyNote({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Stack gap={4} py="lg">
      <Text fw={600}>{title}</Text>
      {children && <Text c="dimmed">{children}</Text>}
    </Stack>
  );
}
