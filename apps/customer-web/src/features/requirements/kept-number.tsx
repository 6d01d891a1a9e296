import { Button, Group, Stack, Text } from '@mantine/core';
import { StatusMark } from '@ostiary/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { ButtonLink } from '../../lib/links.tsx';

/** A PAN is masked in its middle; every other number shows its end. */
const middleMasked = /^[A-Z]{5}XXXX[A-Z]$/;

interface KeptProps {
  /** As the server masks it, e.g. `•••-••-6789`. */
  masked: string;
  onChange: () => void;
}

function KeptMark({ masked }: { masked: string }) {
  const { t } = useTranslation('steps');
  const lastFour = /[\p{L}\p{N}]*$/u.exec(masked)?.[0] ?? '';
  return (
    <StatusMark status="submitted">
      {middleMasked.test(masked) ? t('number.keptAs', { masked }) : t('ssn.kept', { lastFour })}
    </StatusMark>
  );
}

/** A secret number given before: it never comes back from the server, its mask is enough to recognise it by. */
export function KeptNumber({ masked, onChange, children }: KeptProps & { children?: ReactNode }) {
  const { t } = useTranslation('steps');
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <KeptMark masked={masked} />
        {children}
        <Text c="dimmed">{t('ssn.keptNote')}</Text>
      </Stack>
      <Group>
        <ButtonLink to={paths.continue}>{t('common:ui.continue')}</ButtonLink>
        <Button variant="default" onClick={onChange}>
          {t('ssn.change')}
        </Button>
      </Group>
    </Stack>
  );
}

/** The same among the other fields of a form. */
export function KeptNumberLine({ label, masked, onChange }: KeptProps & { label: string }) {
  const { t } = useTranslation('steps');
  return (
    <Stack gap={4}>
      <Text fw={500}>{label}</Text>
      <Group gap="sm">
        <KeptMark masked={masked} />
        <Button variant="subtle" size="compact-md" onClick={onChange} aria-label={t('number.changeOf', { label })}>
          {t('ssn.change')}
        </Button>
      </Group>
    </Stack>
  );
}
