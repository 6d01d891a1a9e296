import { Stack, Text } from '@mantine/core';
import type { VerificationView } from '@ostiary/domain/audit';
import { Callout, Progress, Time, useLabels } from '@ostiary/ui';
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

/** The last check that came to an end: when, how many, and the first record that is wrong. */
export function LastVerification({ last }: { last: VerificationView | null }) {
  const { t } = useTranslation('audit');
  const figure = useFigure();
  if (!last) return <Text>{t('verify.never')}</Text>;
  const { state, checked, startedBy, finishedAt, startedAt, fault, faults } = last;
  return (
    <Callout tone={tones[state]} title={t(`verify.state.${state}`, { size: figure(checked) })} role="status">
      <Time value={finishedAt ?? startedAt} />
      {', '}
      {startedBy ? t('verify.by', { name: startedBy }) : t('verify.bySchedule')}
      {fault && <FaultNote fault={fault} faults={faults} />}
    </Callout>
  );
}
