import { Button, Group, Stack, Text } from '@mantine/core';
import type { RequirementRow } from '@ostiary/domain/requirements';
import { Callout, ConfirmDialog } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepPath } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

type Alternative = NonNullable<RequirementRow['alternative']>;

interface SwitchProps {
  alternative: Alternative;
  /** Something was given here, and goes when the other is chosen. */
  isGiven: boolean;
}

function Switch({ alternative: { code, title }, isGiven }: SwitchProps) {
  const { t } = useTranslation('steps');
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const choose = trpc.requirements.choose.useMutation({
    onSuccess: () => navigate({ to: stepPath(code), replace: true }),
    onSettled: () => setIsAsking(false),
  });
  const take = () => choose.mutate({ code });
  const words = t(`alternative.${code}`, { defaultValue: t('alternative.other', { title }) });
  return (
    <Stack gap="sm">
      {choose.error && (
        <Callout tone="refusal" role="alert">
          {errorText(choose.error, t)}
        </Callout>
      )}
      <Group>
        <Button
          variant="subtle"
          size="compact-md"
          loading={choose.isPending}
          onClick={isGiven ? () => setIsAsking(true) : take}
        >
          {words}
        </Button>
      </Group>
      <ConfirmDialog
        opened={isAsking}
        title={words}
        confirmText={t('alternative.confirm')}
        isPending={choose.isPending}
        onConfirm={take}
        onCancel={() => setIsAsking(false)}
      >
        <Text>{t('alternative.removed')}</Text>
      </ConfirmDialog>
    </Stack>
  );
}

/** The way to the row that can be given in this one's place, and back again; nothing where the policy has none. */
export function AlternativeSwitch({ row }: { row: RequirementRow }) {
  return row.alternative && <Switch alternative={row.alternative} isGiven={row.summary !== null} />;
}
