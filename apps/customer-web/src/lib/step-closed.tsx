import { Group, Stack, Text } from '@mantine/core';
import type { RequirementRow } from '@ostiary/domain/requirements';
import { StatusMark } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { paths } from '../app/paths.ts';
import { ButtonLink, TextLink } from './links.tsx';

/** A step that asks for nothing now: accepted, or with the bank. */
export function StepClosed({ row }: { row: RequirementRow }) {
  const { t } = useTranslation('steps');
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <StatusMark status={row.state}>{t(`state.${row.state}`)}</StatusMark>
        {row.summary && <Text>{row.summary}</Text>}
        <Text c="dimmed">{t('closed')}</Text>
      </Stack>
      <Group>
        <ButtonLink to={paths.continue}>{t('common:ui.continue')}</ButtonLink>
        <TextLink to={paths.home}>{t('toList')}</TextLink>
      </Group>
    </Stack>
  );
}
