import { Button, Group, Stack, Text } from '@mantine/core';
import type { SecurityEventItem, SecurityResolution } from '@ostiary/domain/security-events';
import { Callout, ConfirmDialog } from '@ostiary/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ResolutionFields, resolutionOf, type ResolveDraft } from '../../lib/resolution-fields.tsx';
import { trpc } from '../../lib/trpc.ts';
import { EventRefusal } from './event-refusal.tsx';
import { resolutions } from './events-search.ts';

interface ResolveManyProps {
  chosen: readonly SecurityEventItem[];
  onChosen: (ids: ReadonlySet<string>) => void;
}

function useResolveMany({ chosen, onChosen }: ResolveManyProps, onDone: () => void) {
  const { client, securityEvents } = trpc.useUtils();
  return useMutation({
    meta: { isQuiet: true },
    mutationFn: (found: NonNullable<ReturnType<typeof resolutionOf<SecurityResolution>>>) =>
      client.securityEvents.resolveMany.mutate({
        ...found,
        events: chosen.map(({ id, version }) => ({ id, version })),
      }),
    // What was refused stays chosen, so that it can be looked at.
    onSuccess: ({ refused }) => {
      onChosen(new Set(refused.map(({ id }) => id)));
      onDone();
    },
    onSettled: () => securityEvents.invalidate(),
  });
}

/** Closes several events of one cause with one note. */
export function ResolveMany(props: ResolveManyProps) {
  const { t } = useTranslation('security-events');
  const { chosen, onChosen } = props;
  const [isOpen, setOpen] = useState(false);
  const [isTried, setTried] = useState(false);
  const [draft, setDraft] = useState<ResolveDraft<SecurityResolution>>({ note: '' });
  const resolve = useResolveMany(props, () => {
    setOpen(false);
    setTried(false);
    setDraft({ note: '' });
  });
  const confirm = () => {
    setTried(true);
    const found = resolutionOf(draft);
    if (found) resolve.mutate(found);
  };
  const refused = resolve.data?.refused.length ?? 0;
  return (
    <>
      {refused > 0 && (
        <Callout tone="caution" role="status">
          {t('many.refused', { count: refused })}
        </Callout>
      )}
      {chosen.length > 0 && (
        <Group gap="sm">
          <Text>{t('many.chosen', { count: chosen.length })}</Text>
          <Button size="sm" onClick={() => setOpen(true)}>
            {t('many.open')}
          </Button>
          <Button size="sm" variant="subtle" onClick={() => onChosen(new Set())}>
            {t('many.clear')}
          </Button>
        </Group>
      )}
      {isOpen && (
        <ConfirmDialog
          opened
          title={t('many.title', { count: chosen.length })}
          confirmText={t('resolve.action')}
          isPending={resolve.isPending}
          onConfirm={confirm}
          onCancel={() => setOpen(false)}
        >
          <Stack gap="md">
            <ResolutionFields
              namespace="security-events"
              say={(one) => t(`resolve.${one}`)}
              onDraft={setDraft}
              resolutions={resolutions}
              draft={draft}
              isTried={isTried}
            />
            <EventRefusal error={resolve.error} />
          </Stack>
        </ConfirmDialog>
      )}
    </>
  );
}
