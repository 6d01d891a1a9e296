import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { isAtThreshold, type OwnersValues, type OwnerValues } from './owner-values.ts';
import { IdentifiedFields, NameFields } from './person-fields.tsx';
import type { KeptPersonNumber } from './person-values.ts';

/** Below the threshold these are not on the page, nor may the summary speak of them. */
const identifiedFields = ['dateOfBirth', 'country', 'numberKind', 'number'] as const;

interface OwnerCardProps {
  form: UseFormReturnType<OwnersValues>;
  owner: OwnerValues;
  at: number;
  threshold: number;
  kept: KeptPersonNumber | undefined;
  isPending: boolean;
  onRemove: () => void;
}

/** One owner: always a name and a share; from the threshold on, who it is. */
export function OwnerCard({ form, owner, at, threshold, kept, isPending, onRemove }: OwnerCardProps) {
  const { t } = useTranslation('steps');
  const title = t('owners.owner', { number: at + 1 });
  const name = [owner.firstName, owner.lastName].filter(Boolean).join(' ') || title;
  const prefix = `owners.${at}.`;
  const place = { prefix, values: owner, isPending, field: form.getInputProps };
  const share = form.getInputProps(`${prefix}sharePercent`);
  const changeShare = (text: string) => {
    form.setFieldValue(`${prefix}sharePercent`, text);
    // What was wrong with the whole list may be right now.
    form.clearFieldError('owners');
    if (isAtThreshold({ ...owner, sharePercent: text }, threshold)) return;
    for (const name of identifiedFields) form.clearFieldError(`${prefix}${name}`);
  };
  return (
    <Paper component="li" withBorder p="md" data-owner={owner.key} data-item={title}>
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {title}
          </Title>
          <Button
            variant="subtle"
            size="compact-md"
            disabled={isPending}
            aria-label={t('owners.removeOf', { name })}
            onClick={onRemove}
          >
            {t('owners.remove')}
          </Button>
        </Group>
        <NameFields {...place} />
        <TextInput
          label={t('owners.share')}
          inputMode="decimal"
          autoComplete="off"
          maw={160}
          readOnly={isPending}
          rightSection={<Text aria-hidden>%</Text>}
          {...share}
          onChange={(event) => changeShare(event.currentTarget.value)}
        />
        {isAtThreshold(owner, threshold) && (
          <>
            <Text size="sm" c="dimmed">
              {t('owners.identified', { threshold })}
            </Text>
            <IdentifiedFields {...place} kept={kept} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
