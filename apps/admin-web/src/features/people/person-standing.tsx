import { Button, Group } from '@mantine/core';
import type { PersonView } from '@ostiary/domain/access';
import { Callout, Time } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { trpc } from '../../lib/trpc.ts';

interface ViewProps {
  view: PersonView;
}

function Blocked({ view }: ViewProps) {
  const { t } = useTranslation('people');
  const last = view.history.find(({ kind }) => kind === 'BLOCKED');
  return (
    <Callout tone="refusal" title={t('blocked.title', { name: view.displayName })}>
      {last ? (
        <>
          {t('blocked.by', { name: last.by ?? t('somebody') })} <Time value={last.at} isWithin />
          {last.why && `: ${last.why}`}
        </>
      ) : (
        t('blocked.text')
      )}
    </Callout>
  );
}

function StandingDialog({ view, onClose }: ViewProps & { onClose: () => void }) {
  const { t } = useTranslation('people');
  const { client } = trpc.useUtils();
  const verb = view.state === 'BLOCKED' ? 'unblock' : 'block';
  // The state may turn under the open dialog: what was opened stays what is asked for.
  const [seen] = useState(verb);
  const effect = t('block.text', {
    sessions: t('block.sessions', { count: view.sessions.length }),
    cases: t('block.cases', { count: view.claimedCases }),
  });
  return (
    <ReasonDialog
      title={t(`${seen}.title`, { name: view.displayName })}
      text={seen === 'block' ? effect : t('unblock.text')}
      confirmText={t(`${seen}.action`)}
      tone={seen === 'block' ? 'refusal' : 'accent'}
      run={(why) =>
        seen === 'block'
          ? client.people.block.mutate({ id: view.id, why })
          : client.people.unblock.mutate({ id: view.id, why })
      }
      onClose={onClose}
    />
  );
}

/** Whether the person may enter at all, and the way to change it. */
export function PersonStanding({ view }: ViewProps) {
  const { t } = useTranslation('people');
  const canManage = usePermission('staff.manage');
  const [isOpen, setOpen] = useState(false);
  const isBlocked = view.state === 'BLOCKED';
  const canChange = canManage && !view.isSelf && !(view.isLastAdministrator && !isBlocked);
  return (
    <>
      {isBlocked && <Blocked view={view} />}
      {canChange && (
        <Group>
          <Button
            variant={isBlocked ? 'filled' : 'light'}
            color={isBlocked ? 'accent' : 'refusal'}
            size="sm"
            onClick={() => setOpen(true)}
          >
            {t(isBlocked ? 'unblock.open' : 'block.open')}
          </Button>
        </Group>
      )}
      {isOpen && <StandingDialog view={view} onClose={() => setOpen(false)} />}
    </>
  );
}
