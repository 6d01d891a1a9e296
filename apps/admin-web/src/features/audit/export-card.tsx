import { Button, Group, Text } from '@mantine/core';
import type { AuditExportView } from '@ostiary/domain/audit';
import { Callout, Progress, type Status, StatusMark, Time, useLabels } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { saveFile } from '../../lib/save-file.ts';
import { fetchWithSession } from '../../lib/session.ts';
import { trpc } from '../../lib/trpc.ts';
import classes from './audit.module.css';

const marks: Record<AuditExportView['state'], Status> = {
  WAITING: 'missing',
  RUNNING: 'in_progress',
  READY: 'accepted',
  FAILED: 'refused',
  CANCELLED: 'expired',
  REMOVED: 'expired',
};

export const isUnderWay = ({ state }: Pick<AuditExportView, 'state'>) => state === 'WAITING' || state === 'RUNNING';

const fileNames = { CSV: 'audit.csv', JSONL: 'audit.jsonl' } as const satisfies Record<
  AuditExportView['format'],
  string
>;

/** The name the server gives the file, or one of our own. */
function nameOf(answer: Response, format: AuditExportView['format']): string {
  return /filename="?([^";/\\]+)"?/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? fileNames[format];
}

function DownloadButton({ path, format }: { path: string; format: AuditExportView['format'] }) {
  const { t } = useTranslation('audit');
  const { withStepUp, dialog } = useStepUp();
  const download = useMutation({
    meta: { isQuiet: true },
    mutationFn: async () => {
      const answer = await withStepUp(() => fetchWithSession(path));
      saveFile(nameOf(answer, format), await answer.blob());
    },
  });
  return (
    <>
      <Button variant="default" size="sm" loading={download.isPending} onClick={() => download.mutate()}>
        {t('exports.download')}
      </Button>
      {download.error && (
        <Callout tone="refusal" role="alert">
          {errorText(download.error, t)}
        </Callout>
      )}
      {dialog}
    </>
  );
}

function CancelButton({ id }: Pick<AuditExportView, 'id'>) {
  const { t } = useTranslation('audit');
  const utils = trpc.useUtils();
  const cancel = trpc.audit.exports.cancel.useMutation({
    meta: { isQuiet: true },
    onSettled: () => utils.audit.exports.invalidate(),
  });
  return (
    <>
      <Button variant="default" size="sm" loading={cancel.isPending} onClick={() => cancel.mutate({ id })}>
        {t('exports.cancel')}
      </Button>
      {cancel.error && (
        <Callout tone="refusal" role="alert">
          {errorText(cancel.error, t)}
        </Callout>
      )}
    </>
  );
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const;

/** In the largest unit of which there is one: "1.8 GB", "340 kB". */
function saySize(bytes: number, locale: string): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3) - 1));
  const many = Math.max(bytes, 1000) / 1000 ** (step + 1);
  const digits = many < 10 && step > 0 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: UNITS[step], maximumFractionDigits: digits }).format(
    many,
  );
}

/** How many records, and how large the file is. */
function useFigures() {
  const { t } = useTranslation('audit');
  const { locale } = useLabels();
  return ({ rows, sizeBytes }: AuditExportView) => [
    t('exports.records', { count: rows }),
    ...(sizeBytes === null ? [] : [saySize(sizeBytes, locale)]),
  ];
}

/** One export: how far it is, or the file and how long it is kept. */
export function ExportCard({ view }: { view: AuditExportView }) {
  const { t } = useTranslation('audit');
  const figures = useFigures()(view).join(', ');
  const { state, format, download, expiresAt, failedBecause, requestedBy } = view;
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <strong>{t(`exports.of.${format}`)}</strong>
        <StatusMark status={marks[state]}>{t(`exports.state.${state}`)}</StatusMark>
      </div>
      <Text c="dimmed">
        {t('exports.by', { name: requestedBy.name })} <Time value={view.requestedAt} isWithin />
      </Text>
      {isUnderWay(view) && <Progress label={t('exports.making')} percent={100 * view.progress} text={figures} />}
      {state === 'READY' && (
        <Text>
          {figures}
          {expiresAt && (
            <>
              {'. '}
              {t('exports.kept')} <Time value={expiresAt} as="date" />
            </>
          )}
        </Text>
      )}
      {failedBecause && <Text>{t(`exports.failed.${failedBecause}`)}</Text>}
      {view.sha256 && <span className={`${classes.hash} ${classes.quiet}`}>SHA-256 {view.sha256}</span>}
      <Group gap="sm">
        {download && <DownloadButton path={download} format={format} />}
        {isUnderWay(view) && view.isMine && <CancelButton id={view.id} />}
      </Group>
    </li>
  );
}
