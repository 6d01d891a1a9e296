import { Button, Group, Text } from '@mantine/core';
import type { CheckpointView, VerificationState } from '@ostiary/domain/audit';
import { type Column, DataTable, EmptyNote, Section, Time, useLabels } from '@ostiary/ui';
import { CopyButton } from '@ostiary/ui/security';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { saveText } from '../../lib/save-file.ts';
import classes from './audit.module.css';

/** The server counts one more than this, and no further. */
const COUNTED = 10_000;

/** What is written and not sealed yet. */
export function Backlog({ backlog: { records, oldestAt } }: Pick<VerificationState, 'backlog'>) {
  const { t } = useTranslation('audit');
  const { locale } = useLabels();
  return (
    <Section title={t('verify.backlog.title')}>
      <Text>
        {records > COUNTED
          ? t('verify.backlog.more', { size: new Intl.NumberFormat(locale).format(COUNTED) })
          : t('verify.backlog.count', { count: records })}
        {oldestAt && (
          <>
            {' '}
            {t('verify.backlog.since')} <Time value={oldestAt} isWithin />
          </>
        )}
      </Text>
    </Section>
  );
}

/** What an outsider needs besides an export. */
export function VerifierKey({ verifierKey }: Pick<VerificationState, 'verifierKey'>) {
  const { t } = useTranslation('audit');
  return (
    <Section title={t('verify.key.title')}>
      <Text c="dimmed">{t('verify.key.text')}</Text>
      <span className={classes.hash}>{verifierKey}</span>
      <Group gap="sm">
        <CopyButton text={verifierKey} />
        <Button variant="default" onClick={() => saveText('ostiary-audit.vkey', `${verifierKey}\n`)}>
          {t('verify.key.download')}
        </Button>
      </Group>
    </Section>
  );
}

const columns = (t: TFunction, figure: Intl.NumberFormat): Column<CheckpointView>[] => [
  {
    key: 'at',
    header: t('audit:verify.checkpoints.at'),
    cell: ({ signedAt }) => <Time value={signedAt} />,
  },
  {
    key: 'size',
    header: t('audit:verify.checkpoints.size'),
    align: 'end',
    cell: ({ size }) => figure.format(size),
  },
  {
    key: 'root',
    header: t('audit:verify.checkpoints.root'),
    cell: ({ root }) => <span className={classes.hash}>{root}</span>,
  },
  {
    key: 'save',
    header: t('audit:verify.checkpoints.file'),
    cell: ({ size, note }) => (
      <Button
        variant="default"
        size="xs"
        aria-label={t('audit:verify.checkpoints.saveOne', { size: figure.format(size) })}
        onClick={() => saveText(`checkpoint-${size}.txt`, note)}
      >
        {t('audit:verify.checkpoints.save')}
      </Button>
    ),
  },
];

/** Signed sizes of the log, newest first. */
export function Checkpoints({ checkpoints }: Pick<VerificationState, 'checkpoints'>) {
  const { t } = useTranslation('audit');
  const { locale } = useLabels();
  return (
    <Section title={t('verify.checkpoints.title')}>
      <Text c="dimmed">{t('verify.checkpoints.text')}</Text>
      {checkpoints.length === 0 ? (
        <EmptyNote title={t('verify.checkpoints.none')} />
      ) : (
        <DataTable
          caption={t('verify.checkpoints.title')}
          columns={columns(t, new Intl.NumberFormat(locale))}
          rows={checkpoints}
          rowKey={({ note }) => note}
        />
      )}
    </Section>
  );
}
