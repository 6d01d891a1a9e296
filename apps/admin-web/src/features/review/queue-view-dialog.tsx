import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { Callout, useLabels } from '@ostiary/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import type { NameAsked, QueueViews } from './use-queue-views.ts';

interface ViewNameDialogProps {
  asked: NameAsked;
  views: QueueViews;
}

/** Asks for a view's name and whether colleagues see it. */
export function ViewNameDialog({ asked, views }: ViewNameDialogProps) {
  const { t } = useTranslation('queue');
  const labels = useLabels();
  const before = asked.kind === 'rename' ? asked.view : undefined;
  const [name, setName] = useState(before?.name ?? '');
  const [isShared, setShared] = useState(before?.isShared ?? false);
  const [isMissing, setMissing] = useState(false);
  const close = () => views.ask(null);
  const save = () => {
    const named = { name: name.trim(), isShared };
    setMissing(named.name === '');
    if (named.name === '') return;
    if (before) views.rename(before, named);
    else views.create(named);
  };
  const title = before ? t('views.rename', { name: before.name }) : t('views.saveAs');
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': labels.close }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack gap="lg">
          {views.error && (
            <Callout tone="refusal" role="alert">
              {errorText(views.error, t)}
            </Callout>
          )}
          <TextInput
            label={t('views.name')}
            maxLength={60}
            value={name}
            error={isMissing && t('views.nameMissing')}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Switch
            label={t('views.shareWith')}
            description={t('views.shareText')}
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {labels.cancel}
            </Button>
            <Button type="submit" loading={views.isPending}>
              {t('common:ui.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
