import { Button, Group, Stack, Text } from '@mantine/core';
import type { ApplicationOverview } from '@ostiary/domain/application';
import { Callout, Page, QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { paths, stepPath } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { ButtonLink, TextLink } from '../../lib/links.tsx';
import { trpc } from '../../lib/trpc.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { AnswerRows } from './answer-rows.tsx';
import { useSubmit } from './use-submit.ts';

interface StandingProps {
  overview: ApplicationOverview;
  answeredAtMs: number;
}

function Sending({ overview, answeredAtMs }: StandingProps) {
  const { t } = useTranslation('application');
  const { send, isPending, isWaiting, error } = useSubmit({ overview, answeredAtMs });
  return (
    <Stack gap="lg">
      {isWaiting ? (
        <Callout tone="info" role="status" title={t('check.waitingTitle')}>
          {t('check.waiting')}
        </Callout>
      ) : (
        overview.isChecking && <Callout tone="info">{t('check.checking')}</Callout>
      )}
      {error !== undefined && (
        <Callout tone="refusal" role="alert">
          {errorText(error, t)}
        </Callout>
      )}
      <Text>{t('check.promise')}</Text>
      <Group>
        <Button loading={isPending || isWaiting} onClick={send}>
          {t(overview.status === 'ACTION_REQUIRED' ? 'check.sendAgain' : 'check.send')}
        </Button>
      </Group>
    </Stack>
  );
}

function NotReady({ overview }: { overview: ApplicationOverview }) {
  const { t } = useTranslation('application');
  const isOurs = overview.nextAction === null;
  return (
    <Stack gap="lg">
      <Callout tone={isOurs ? 'info' : 'caution'} role="status">
        {t(isOurs ? 'check.withUs' : 'check.missing')}
      </Callout>
      <Group>
        <ButtonLink to={stepPath(overview.nextAction)}>{t(isOurs ? 'check.status' : 'check.goOn')}</ButtonLink>
      </Group>
    </Stack>
  );
}

function Answers({ overview, answeredAtMs }: StandingProps) {
  const content = trpc.requirements.form.useQuery(undefined, { gcTime: 0 });
  return (
    <>
      <AnswerRows rows={overview.rows} dateOfBirth={content.data?.rows.identity?.fields.dateOfBirth} />
      {overview.nextAction === 'submit' ? (
        <Sending overview={overview} answeredAtMs={answeredAtMs} />
      ) : (
        <NotReady overview={overview} />
      )}
    </>
  );
}

/** Everything once more on one page, then off it goes. */
export function CheckAnswersScreen() {
  const { t } = useTranslation('application');
  const overview = useOverview();
  return (
    <Page
      title={t('check.title')}
      lead={t('check.lead')}
      width="narrow"
      eyebrow={<TextLink to={paths.home}>{t('common:myApplication')}</TextLink>}
    >
      <QueryView query={overview}>
        {(data) => <Answers overview={data} answeredAtMs={overview.dataUpdatedAt} />}
      </QueryView>
    </Page>
  );
}
