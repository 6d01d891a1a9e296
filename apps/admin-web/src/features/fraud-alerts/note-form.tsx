import { Button, Group, Stack, Textarea } from '@mantine/core';
import type { AlertView } from '@ostiary/domain/fraud-alerts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AlertRefusal } from './alert-refusal.tsx';
import { useAlertChange } from './use-alert-change.ts';

const mostCharacters = 2_000;

/** Adds a note. What was typed stays until it is stored. */
export function NoteForm({ alertId }: Pick<AlertView, 'alertId'>) {
  const { t } = useTranslation('alerts');
  const [body, setBody] = useState('');
  const add = useAlertChange(alertId, (client, text: string) =>
    client.fraudAlerts.addNote.mutate({ alertId, body: text }),
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (body.trim() !== '') add.mutate(body.trim(), { onSuccess: () => setBody('') });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        <Textarea
          label={t('notes.label')}
          description={t('notes.hint')}
          autosize
          minRows={2}
          maxLength={mostCharacters}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <AlertRefusal error={add.error} />
        <Group>
          <Button type="submit" variant="default" loading={add.isPending} disabled={body.trim() === ''}>
            {t('notes.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
