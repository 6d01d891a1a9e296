import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { AuditExportFormat } from '@ostiary/domain/audit';
import { ActionCard, Callout, sayDate, useLabels } from '@ostiary/ui';
import { useStepUp } from '@ostiary/ui/security';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { toExportFilter } from './audit-query.ts';
import type { AuditFilter, ExportSearch } from './audit-search.ts';
import { useActionName } from './record-sentence.tsx';
import { WhatIsExported } from './trail-links.tsx';

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

/** What the file will hold, in a sentence. */
function useContents() {
  const { t } = useTranslation('audit');
  const wordsOf = useFilterWords();
  return ({ ofCase, ofPerson, ...filter }: ExportSearch): string => {
    if (ofCase !== undefined) return t('exports.trail.case');
    if (ofPerson !== undefined) return t('exports.trail.person');
    const words = wordsOf(filter);
    return words.length === 0 ? t('exports.everything') : t('exports.only', { what: words.join(', ') });
  };
}

/** Starts a file of what the address narrows it to. */
export function ExportForm({ search }: { search: ExportSearch }) {
  const { t } = useTranslation('audit');
  const contents = useContents()(search);
  const [format, setFormat] = useState<AuditExportFormat>('JSONL');
  const utils = trpc.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const start = useMutation({
    meta: { isQuiet: true },
    mutationFn: () =>
      withStepUp(() => utils.client.audit.exports.start.mutate({ format, filter: toExportFilter(search) })),
    onSettled: () => utils.audit.exports.invalidate(),
  });
  return (
    <ActionCard title={t('exports.start')}>
      <Stack gap="md">
        <Text>{contents}</Text>
        <WhatIsExported search={search} />
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
          <Button loading={start.isPending} onClick={() => start.mutate()}>
            {t('exports.start')}
          </Button>
        </Group>
        {start.error && (
          <Callout tone="refusal" role="alert">
            {errorText(start.error, t)}
          </Callout>
        )}
        {dialog}
      </Stack>
    </ActionCard>
  );
}
