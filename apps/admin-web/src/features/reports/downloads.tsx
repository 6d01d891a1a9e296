import { Button, Group } from '@mantine/core';
import type { ReportFilter } from '@ostiary/domain/reports';
import { Callout } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { fetchWithSession } from '../../lib/session.ts';
import classes from './reports.module.css';

export type ReportName = 'kyc' | 'security';
type Format = 'csv' | 'pdf';

interface DownloadsProps {
  report: ReportName;
  filter: ReportFilter;
}

const nameOf = (disposition: string | null) => /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1];

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // The browser begins to read after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The report as a file: tables for a spreadsheet, pages to print or to send. Each one is on record. */
export function Downloads({ report, filter }: DownloadsProps) {
  const { t, i18n } = useTranslation('reports');
  const { withStepUp, dialog } = useStepUp();
  const download = useMutation({
    mutationFn: async (format: Format) => {
      const path = `/api/report-files/${report}.${format}?${new URLSearchParams(filter).toString()}`;
      const answer = await withStepUp(() => fetchWithSession(path, { headers: { 'accept-language': i18n.language } }));
      save(await answer.blob(), nameOf(answer.headers.get('content-disposition')) ?? `${report}.${format}`);
    },
  });
  const button = (format: Format, label: string) => (
    <Button
      size="sm"
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={download.isPending && download.variables === format}
      onClick={() => download.mutate(format)}
    >
      {label}
    </Button>
  );
  return (
    <div className={classes.onScreen}>
      <Group gap="xs">
        {button('csv', t('download.csv'))}
        {button('pdf', t('download.pdf'))}
        <Button
          size="sm"
          variant="subtle"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('download.print')}
        </Button>
      </Group>
      {download.isError && (
        <Callout tone="refusal" role="alert">
          {errorText(download.error, t)}
        </Callout>
      )}
      {dialog}
    </div>
  );
}
