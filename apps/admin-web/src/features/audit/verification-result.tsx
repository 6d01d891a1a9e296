import { Stack, Text } from '@mantine/core';
import type { VerificationState, VerificationView } from '@ostiary/domain/audit';
import { Callout, Progress, Section, Time, useLabels } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';

type Fault = NonNullable<VerificationView['fault']>;

const tones = {
  PASSED: 'accepted',
  FAILED: 'refusal',
  BROKEN_OFF: 'caution',
  WAITING: 'info',
  RUNNING: 'info',
} as const satisfies Record<VerificationView['state'], string>;

function useFigure() {
  const { locale } = useLabels();
  return (count: number) => new Intl.NumberFormat(locale).format(count);
}

/** How far a check has come. */
export function VerificationProgress({ running: { checked, size, state } }: { running: VerificationView }) {
  const { t } = useTranslation('audit');
  const figure = useFigure();
  const text =
    size === null || state === 'WAITING'
      ? t('verify.waiting')
      : t('verify.progress', { checked: figure(checked), size: figure(size) });
  return <Progress label={t('verify.running')} percent={size ? (100 * checked) / size : 0} text={text} />;
}

/** Where the first fault is and what it means. */
function FaultNote({ fault, faults }: { fault: Fault; faults: number }) {
  const { t } = useTranslation('audit');
  const figure = useFigure();
  const { kind, index, to, eventId } = fault;
  const place = { index: figure(index), to: figure(to) };
  return (
    <Stack gap={4} pt="xs">
      <span>{t(`verify.fault.${kind}`, { defaultValue: kind })}</span>
      <span>{t(index === to ? 'verify.faultAt' : 'verify.faultRange', place)}</span>
      {faults > 1 && <span>{t('verify.faults', { count: faults })}</span>}
      {eventId && (
        <Link to={paths.auditRecord} params={{ id: eventId }}>
          {t('verify.faultRecord')}
        </Link>
      )}
      <span>{t('verify.whatNow')}</span>
    </Stack>
  );
}

function WhenAndWho({ run: { finishedAt, startedAt, startedBy } }: { run: VerificationView }) {
  const { t } = useTranslation('audit');
  return (
    <>
      <Time value={finishedAt ?? startedAt} />
      {', '}
      {startedBy ? t('verify.by', { name: startedBy }) : t('verify.bySchedule')}
    </>
  );
}

/** The last check that came to a verdict: when, how many, and the first record that is wrong; and one that broke off since. */
export function LastVerification({ state: { last, runs, isOverdue } }: { state: VerificationState }) {
  const { t } = useTranslation('audit');
  const figure = useFigure();
  const [newest] = runs;
  return (
    <Stack gap="sm">
      {!last && <Text>{t('verify.never')}</Text>}
      {last && (
        <Callout
          tone={isOverdue && last.state === 'PASSED' ? 'caution' : tones[last.state]}
          title={t(`verify.state.${last.state}`, { size: figure(last.checked) })}
          role="status"
        >
          <WhenAndWho run={last} />
          {isOverdue && <div>{t('verify.overdue')}</div>}
          {last.fault && <FaultNote fault={last.fault} faults={last.faults} />}
        </Callout>
      )}
      {newest?.state === 'BROKEN_OFF' && (
        <Callout tone="caution" title={t('verify.state.BROKEN_OFF')}>
          <WhenAndWho run={newest} />
        </Callout>
      )}
    </Stack>
  );
}

/** How the checks before ended, newest first: a fault that is there no more was there all the same. */
export function Verifications({ runs }: Pick<VerificationState, 'runs'>) {
  const { t } = useTranslation('audit');
  const figure = useFigure();
  if (runs.length === 0) return null;
  return (
    <Section title={t('verify.runs')}>
      <Stack component="ul" gap={6} m={0} pl="md" aria-label={t('verify.runs')}>
        {runs.map((run) => (
          <li key={run.id}>
            {t(`verify.state.${run.state}`, { size: figure(run.checked) })} <WhenAndWho run={run} />
          </li>
        ))}
      </Stack>
    </Section>
  );
}
