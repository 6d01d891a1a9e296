import { Text } from '@mantine/core';
import type { ApplicationOverview } from '@ostiary/domain/application';
import type { RequirementCode, RequirementRow } from '@ostiary/domain/requirements';
import { Callout, Page, QueryView, StepIndicator } from '@ostiary/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths, stepPath } from '../app/paths.ts';
import { TextLink } from './links.tsx';
import { StepClosed } from './step-closed.tsx';
import { useOverview } from './use-overview.ts';

interface StepPageProps {
  code: RequirementCode;
  title: string;
  children: (row: RequirementRow) => ReactNode;
}

const isDue = (row: RequirementRow) => row.state !== 'accepted' && row.state !== 'submitted';

function BackLink({ overview, code }: { overview: ApplicationOverview; code: RequirementCode }) {
  const { t } = useTranslation();
  const rows = overview.rows.filter((row) => row.isOpen || row.code === code);
  const before = rows[rows.findIndex((row) => row.code === code) - 1];
  // After a refusal the rows beside this one are settled: the list is the only way back.
  const to = overview.status === 'INCOMPLETE' && before ? stepPath(before.code) : paths.home;
  return <TextLink to={to}>{t('ui.back')}</TextLink>;
}

function Lead({ overview, row }: { overview: ApplicationOverview; row: RequirementRow }) {
  const current = overview.rows.indexOf(row) + 1;
  return (
    <>
      <StepIndicator current={current} total={overview.rows.length} />
      <Text mt="sm">{row.reason}</Text>
    </>
  );
}

/** The frame of every step: where one is, why the bank asks, a refusal with its next step, the way back. */
export function StepPage({ code, title, children }: StepPageProps) {
  const { t } = useTranslation('steps');
  const overview = useOverview();
  const row = overview.data?.rows.find((candidate) => candidate.code === code);
  const lead = overview.data && row && <Lead overview={overview.data} row={row} />;
  return (
    <Page
      title={title}
      width="narrow"
      lead={lead}
      eyebrow={overview.data && <BackLink overview={overview.data} code={code} />}
    >
      <QueryView query={overview}>
        {() => {
          if (!row) return <Callout tone="info">{t('notAsked')}</Callout>;
          if (!row.isOpen) return <StepClosed row={row} />;
          return (
            <>
              {row.refusal && isDue(row) && (
                <Callout tone="refusal" title={row.refusal.message}>
                  {row.refusal.nextStep}
                </Callout>
              )}
              {children(row)}
            </>
          );
        }}
      </QueryView>
    </Page>
  );
}
