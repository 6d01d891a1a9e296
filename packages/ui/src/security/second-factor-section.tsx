import { Button, Group, Stack, Text } from '@mantine/core';
import type { SecondFactorStatus } from '@ostiary/domain/auth';
import { useState } from 'react';
import { Trans } from 'react-i18next';
import { Callout } from '../callout.tsx';
import { Section } from '../page.tsx';
import { QueryView } from '../query-view.tsx';
import { StatusMark } from '../status.tsx';
import { Time } from '../time.tsx';
import { EnrolSecondFactor } from './enrol-second-factor.tsx';
import { FactorDialog, type FactorAction } from './factor-dialog.tsx';
import { identity } from './identity-api.ts';
import { MutationNote } from './mutation-note.tsx';
import { useWords } from './use-words.ts';

/** From here on the person is asked to make new codes. */
const fewCodes = 3;
const succeeded = { isSuccess: true, isError: false, error: null } as const;

function SecondFactorOn({ status, onDisabled }: { status: SecondFactorStatus; onDisabled: () => void }) {
  const { t } = useWords();
  const [action, setAction] = useState<FactorAction | null>(null);
  const left = t('second.left', { count: status.recoveryCodesLeft });
  return (
    <Stack gap="md" align="flex-start">
      <span>
        <StatusMark status="accepted">{t('second.on')}</StatusMark>
        {status.since && (
          <>
            , <Trans t={t} i18nKey="second.since" components={{ since: <Time value={status.since} as="date" /> }} />
          </>
        )}
      </span>
      {status.recoveryCodesLeft <= fewCodes ? (
        <Callout tone="caution" title={left}>
          {t('second.fewLeft')}
        </Callout>
      ) : (
        <Text>{left}</Text>
      )}
      {status.isRequired && <Text c="dimmed">{t('second.required')}</Text>}
      <Group gap="sm">
        <Button variant="default" onClick={() => setAction('renew')}>
          {t('second.renew')}
        </Button>
        {!status.isRequired && (
          <Button variant="default" onClick={() => setAction('off')}>
            {t('second.off')}
          </Button>
        )}
      </Group>
      <FactorDialog action={action} onClose={() => setAction(null)} onDisabled={onDisabled} />
    </Stack>
  );
}

function SecondFactor({ status }: { status: SecondFactorStatus }) {
  const { t } = useWords();
  // Enrolling goes on after the factor is on: the codes are still to be saved.
  const [isEnrolling, setIsEnrolling] = useState(!status.isOn);
  const [said, setSaid] = useState<'onDone' | 'offDone' | null>(null);
  const end = (how: 'onDone' | 'offDone') => {
    setSaid(how);
    setIsEnrolling(how === 'offDone');
  };
  return (
    <>
      {said && <MutationNote key={said} mutation={succeeded} done={t(`second.${said}`)} />}
      {!isEnrolling && status.isOn ? (
        <SecondFactorOn status={status} onDisabled={() => end('offDone')} />
      ) : (
        <EnrolSecondFactor onDone={() => end('onDone')} />
      )}
    </>
  );
}

/** Whether the second factor is on, and what can be done with it. */
export function SecondFactorSection() {
  const { t } = useWords();
  const status = identity.secondFactor.status.useQuery();
  return (
    <Section title={t('second.title')}>
      <QueryView query={status}>{(data) => <SecondFactor status={data} />}</QueryView>
    </Section>
  );
}
