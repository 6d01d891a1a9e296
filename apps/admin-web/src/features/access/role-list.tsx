import { Stack, Text, Title } from '@mantine/core';
import { QueryView } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../lib/trpc.ts';
import classes from './access.module.css';

/** Roles with what each permits; they are part of the product and change with it. */
export function RoleList() {
  const { t } = useTranslation('access');
  const choices = trpc.people.choices.useQuery();
  return (
    <QueryView query={choices} isEmpty={() => false}>
      {({ roles }) => (
        <Stack gap="lg">
          <Text c="dimmed">{t('roles.lead')}</Text>
          {roles.map(({ role, description, permissions }) => {
            const name = t(`people:role.${role}`, { defaultValue: role });
            return (
              <Stack key={role} gap={6}>
                <Title order={3}>{name}</Title>
                <Text>{t(`people:roleText.${role}`, { defaultValue: description })}</Text>
                <ul className={classes.permissions} aria-label={t('roles.permissions', { role: name })}>
                  {permissions.map((permission) => (
                    <li key={permission}>{t(`permission.${permission.replaceAll('.', '_')}`)}</li>
                  ))}
                </ul>
              </Stack>
            );
          })}
        </Stack>
      )}
    </QueryView>
  );
}
