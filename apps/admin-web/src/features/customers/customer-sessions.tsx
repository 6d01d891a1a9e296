import type { CustomerView } from '@ostiary/domain/data-protection';
import { QueryView } from '@ostiary/ui';
import { usePermission } from '../../lib/person.ts';
import { SessionList } from '../../lib/session-list.tsx';
import { trpc } from '../../lib/trpc.ts';

/** Where the customer is signed in now. */
export function CustomerSessions({ id }: Pick<CustomerView, 'id'>) {
  const canBlock = usePermission('customers.block');
  const { client } = trpc.useUtils();
  const found = trpc.customers.sessions.useQuery({ id });
  return (
    <QueryView query={found}>
      {({ sessions }) => (
        <SessionList
          sessions={sessions}
          onEndAll={canBlock ? (why) => client.customers.endSessions.mutate({ id, why }) : undefined}
        />
      )}
    </QueryView>
  );
}
