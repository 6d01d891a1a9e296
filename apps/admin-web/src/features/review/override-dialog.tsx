import { Button, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import type { CaseView } from '@ostiary/domain/review';
import { AssessedBand, isLowered, OverrideInput } from '@ostiary/domain/risk';
import { Callout, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { errorCode, errorText, fieldErrors } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { useDraft } from './drafts.ts';
import { useSee } from './use-shown-case.ts';

const dayMs = 86_400_000;
const longestDays = 365;
const usualDays = 30;
const dayFrom = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

interface OverrideDialogProps {
  view: CaseView;
  onClose: () => void;
}

function useOverrideForm({ view, onClose }: OverrideDialogProps) {
  const draft = useDraft(`${view.id} override`);
  const { look } = useSee(view.id);
  const form = useForm({
    initialValues: { id: view.id, band: '', reason: draft.text, endsOn: dayFrom(usualDays) },
    validate: schemaResolver(OverrideInput),
    onValuesChange: ({ reason }) => draft.write(reason),
  });
  const override = trpc.risk.override.useMutation({
    onSuccess: () => {
      draft.clear();
      look();
      onClose();
    },
    onError: (error) => {
      if (errorCode(error) !== 'INVALID_INPUT') return;
      for (const [field, [problem]] of Object.entries(fieldErrors(error))) form.setFieldError(field, problem?.message);
    },
  });
  const send = form.onSubmit((values) => override.mutate(OverrideInput.parse(values)));
  return { form, override, send };
}

/** Another band, why, and until when. Lowering waits for a second person; raising counts at once. */
export function OverrideDialog(props: OverrideDialogProps) {
  const { t } = useTranslation('review');
  const labels = useLabels();
  const { form, override, send } = useOverrideForm(props);
  const { view, onClose } = props;
  const band = AssessedBand.safeParse(form.values.band);
  const bands = AssessedBand.options.filter((option) => option !== view.risk);
  return (
    <Modal opened onClose={onClose} title={t('override.title')} closeButtonProps={{ 'aria-label': labels.close }}>
      <form onSubmit={send} noValidate>
        <fieldset disabled={override.isPending} style={{ display: 'contents' }}>
          <Stack gap="md">
            <Text>{t('override.now', { risk: t(`risk.${view.risk}`) })}</Text>
            <Radio.Group
              label={t('override.band')}
              required
              {...form.getInputProps('band')}
              error={form.errors.band && t('override.bandNeeded')}
            >
              <Stack gap="xs" mt="xs">
                {bands.map((option, index) => (
                  <Radio
                    key={option}
                    value={option}
                    label={t(`risk.${option}`)}
                    data-autofocus={index === 0 || undefined}
                  />
                ))}
              </Stack>
            </Radio.Group>
            {band.success && (
              <Text role="status">{t(isLowered(view.risk, band.data) ? 'override.lowers' : 'override.raises')}</Text>
            )}
            <Textarea
              label={t('override.reason')}
              description={t('override.reasonText')}
              required
              autosize
              minRows={2}
              maxLength={500}
              {...form.getInputProps('reason')}
              error={form.errors.reason && t('override.reasonShort')}
            />
            <TextInput
              type="date"
              label={t('override.endsOn')}
              required
              min={dayFrom(0)}
              max={dayFrom(longestDays)}
              {...form.getInputProps('endsOn')}
              error={form.errors.endsOn && t('override.endsOnWrong')}
            />
            {override.isError && errorCode(override.error) !== 'INVALID_INPUT' && (
              <Callout tone="refusal" role="alert" title={errorText(override.error, t)} />
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {labels.cancel}
              </Button>
              <Button type="submit" loading={override.isPending}>
                {t('override.send')}
              </Button>
            </Group>
          </Stack>
        </fieldset>
      </form>
    </Modal>
  );
}
