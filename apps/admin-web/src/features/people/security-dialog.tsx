import { Checkbox, Stack, TextInput } from '@mantine/core';
import { type PersonView, Portal, type SecuritySettings } from '@ostiary/domain/access';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { trpc } from '../../lib/trpc.ts';

type Draft = Omit<SecuritySettings, 'sessionHours'> & { hours: string };

/** Undefined where it is no length of a session. */
function readHours(hours: string): number | null | undefined {
  if (hours.trim() === '') return null;
  const number = Number(hours);
  return Number.isInteger(number) && number >= 1 && number <= 24 ? number : undefined;
}

interface FieldsProps {
  view: PersonView;
  draft: Draft;
  onDraft: (part: Partial<Draft>) => void;
  isTried: boolean;
}

function Fields({ view, draft, onDraft, isTried }: FieldsProps) {
  const { t } = useTranslation('people');
  const isBad = readHours(draft.hours) === undefined;
  return (
    <Stack gap="md">
      <Checkbox
        label={t('security.requires')}
        description={view.isFactorRequiredByBank ? t('security.factor.byBank') : undefined}
        disabled={view.isFactorRequiredByBank}
        checked={view.isFactorRequiredByBank || draft.requiresSecondFactor}
        onChange={(event) => onDraft({ requiresSecondFactor: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('security.mustChange')}
        description={t('security.mustChangeHint')}
        disabled={view.security.mustChangePassword}
        checked={draft.mustChangePassword}
        onChange={(event) => onDraft({ mustChangePassword: event.currentTarget.checked })}
      />
      <TextInput
        label={t('security.length')}
        description={t('security.lengthHint')}
        inputMode="numeric"
        maxLength={2}
        value={draft.hours}
        error={isTried && isBad ? t('common:fields.HOURS_OF_SESSION') : undefined}
        onChange={(event) => onDraft({ hours: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('security.doors')}
        description={t('security.doorsHint')}
        value={draft.portals}
        onChange={(values) => onDraft({ portals: Portal.options.filter((portal) => values.includes(portal)) })}
      >
        <Stack gap="xs" mt="xs">
          {Portal.options.map((portal) => (
            <Checkbox key={portal} value={portal} label={t(`security.portal.${portal}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}

/** Changes what is asked of somebody at the door. What was chosen outlives a refusal. */
export function SecurityDialog({ view, onClose }: { view: PersonView; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { client } = trpc.useUtils();
  const [seen] = useState(view.version);
  const { sessionHours, ...settings } = view.security;
  const [draft, setDraft] = useState<Draft>({ ...settings, hours: sessionHours === null ? '' : String(sessionHours) });
  const hours = readHours(draft.hours);
  const save = (why: string, hasRead: boolean) =>
    client.people.setSecurity.mutate({
      id: view.id,
      version: hasRead ? view.version : seen,
      requiresSecondFactor: draft.requiresSecondFactor,
      ...(draft.mustChangePassword && !view.security.mustChangePassword && { mustChangePassword: true }),
      sessionHours: hours,
      portals: draft.portals,
      why,
    });
  return (
    <ReasonDialog
      title={t('security.dialog', { name: view.displayName })}
      confirmText={t('common:ui.save')}
      isReady={hours !== undefined}
      run={save}
      onClose={onClose}
    >
      {(isTried) => (
        <Fields
          view={view}
          draft={draft}
          onDraft={(part) => setDraft((now) => ({ ...now, ...part }))}
          isTried={isTried}
        />
      )}
    </ReasonDialog>
  );
}
