import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { AuditExportFormat } from '@ostiary/domain/audit';
import { ActionCard, Callout, sayDate, useLabels } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { toExportFilter } from './audit-query.ts';
import type { AuditFilter } from './audit-search.ts';
import { useActionName } from './record-sentence.tsx';

/** What the export is narrowed by, in words. */
function useFilterWords() {
  const { t } = useTranslation('audit');
  const { locale } = useLabels();
  const nameOf = useActionName();
  const day = (text: string) => sayDate({ at: new Date(`${text}T00:00:00`), now: new Date(), locale });
  return ({ person, category, action, target, ip, from, to }: AuditFilter): string[] =>
    [
      person && t('filter.one', { name: t('filter.person'), value: person }),
      category && t('filter.one', { name: t('filter.category'), value: t(`category.${category}`) }),
      action && t('filter.one', { name: t('filter.action'), value: nameOf(action) }),
      target && t('filter.one', { name: t('filter.target'), value: target }),
      ip && t('filter.one', { name: t('filter.address'), value: ip }),
      from && t('filter.one', { name: t('common:filter.from'), value: day(from) }),
      to && t('filter.one', { name: t('common:filter.to'), value: day(to) }),
    ].flatMap((words) => (words ? [words] : []));
}

/** Starts a file of what the address narrows it to. */
export function ExportForm({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation('audit');
  const words = useFilterWords()(filter);
  const [format, setFormat] = useState<AuditExportFormat>('JSONL');
  const utils = trpc.useUtils();
  const start = trpc.audit.exports.start.useMutation({
    meta: { isQuiet: true },
    onSettled: () => utils.audit.exports.invalidate(),
  });
  return (
    <ActionCard title={t('exports.start')}>
      <Stack gap="md">
        <Text>{words.length === 0 ? t('exports.everything') : t('exports.only', { what: words.join(', ') })}</Text>
        <Link to={paths.audit} search={filter}>
          {t('exports.change')}
        </Link>
        <Radio.Group
          label={t('exports.format')}
          value={format}
          onChange={(value) => setFormat(AuditExportFormat.parse(value))}
        >
          <Stack gap="xs" mt="xs">
            {AuditExportFormat.options.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`exports.of.${value}`)}
                description={t(`exports.for.${value}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group>
          <Button loading={start.isPending} onClick={() => start.mutate({ format, filter: toExportFilter(filter) })}>
            {t('exports.start')}
          </Button>
        </Group>
        {start.error && (
          <Callout tone="refusal" role="alert">
            {errorText(start.error, t)}
          </Callout>
        )}
      </Stack>
    </ActionCard>
  );
}
