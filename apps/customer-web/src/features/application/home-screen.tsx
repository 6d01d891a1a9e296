import { Skeleton, Text } from '@mantine/core';
import type { ApplicationOverview } from '@ostiary/domain/application';
import { formatCustomerNumber } from '@ostiary/domain/identifiers';
import { Page, QueryView, Section } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { TextLink } from '../../lib/links.tsx';
import { useOverview } from '../../lib/use-overview.ts';
import { CheckingNow } from './checking-now.tsx';
import { HomeAside } from './home-aside.tsx';
import { NextAction } from './next-action.tsx';
import { Outcome } from './outcome.tsx';
import { RequirementList } from './requirement-list.tsx';
import { sayState } from './state-words.ts';
import { WithdrawButton } from './withdraw-button.tsx';

function HomeBody({ overview }: { overview: ApplicationOverview }) {
  const { t } = useTranslation('application');
  return (
    <>
      <NextAction overview={overview} />
      <Outcome overview={overview} />
      <CheckingNow overview={overview} />
      <Section title={t('asked')}>
        <RequirementList rows={overview.rows} receivedAt={overview.receivedAt} />
      </Section>
      <Text>
        {t('yourData.text')} <TextLink to={paths.privacy}>{t('yourData.link')}</TextLink>
      </Text>
      {overview.canWithdraw && <WithdrawButton />}
    </>
  );
}

/** Where the application stands and the one thing to do next. */
export function HomeScreen() {
  const { t } = useTranslation('application');
  const overview = useOverview();
  const { data } = overview;
  const words = data ? sayState(data, t) : { title: t('yours'), lead: undefined };
  return (
    <Page
      title={words.title}
      lead={words.lead}
      eyebrow={data && t('eyebrow', { number: formatCustomerNumber(data.customerNumber) })}
      aside={data ? <HomeAside overview={data} /> : <Skeleton height={240} visible={!overview.isError} />}
    >
      <QueryView query={overview}>{(current) => <HomeBody overview={current} />}</QueryView>
    </Page>
  );
}
