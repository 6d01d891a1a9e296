import { Group } from '@mantine/core';
import type { PersonItem, PersonState } from '@ostiary/domain/access';
import { Pill } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';

const tones = { ACTIVE: 'accepted', INVITED: 'caution', BLOCKED: 'refusal' } as const satisfies Record<
  PersonState,
  string
>;

/** The state as a word; its colour only repeats it. */
export function PersonStateMark({ state }: { state: PersonState }) {
  const { t } = useTranslation('people');
  return <Pill tone={tones[state]}>{t(`state.${state}`)}</Pill>;
}

/** A shipped role in the reader's language; any other by its own name. */
export function useRoleName() {
  const { t } = useTranslation('people');
  return (role: string) => t(`role.${role}`, { defaultValue: role });
}

export function RoleNames({ roles }: Pick<PersonItem, 'roles'>) {
  const { t } = useTranslation('people');
  const nameOf = useRoleName();
  if (roles.length === 0) return t('noRole');
  return (
    <Group gap={6} component="span">
      {roles.map((role) => (
        <Pill key={role} tone="accent">
          {nameOf(role)}
        </Pill>
      ))}
    </Group>
  );
}
