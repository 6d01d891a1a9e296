import type { PersonView } from '@ostiary/domain/access';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { SessionList } from '../../lib/session-list.tsx';
import { trpc } from '../../lib/trpc.ts';

/** Where the person is signed in now. */
export function PersonSessions({ view }: { view: PersonView }) {
  const { t } = useTranslation('people');
  const canManage = usePermission('staff.manage');
  const { client } = trpc.useUtils();
  return (
    <SessionList
      sessions={view.sessions}
      lead={t('sessionsLead')}
      onEndAll={canManage && !view.isSelf ? (why) => client.people.endSessions.mutate({ id: view.id, why }) : undefined}
    />
  );
}
