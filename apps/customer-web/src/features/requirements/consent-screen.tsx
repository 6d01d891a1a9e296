import { Checkbox, List, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ConsentVersion } from '@ostiary/domain/consent';
import { ConsentData } from '@ostiary/domain/requirements';
import { Callout, CheckedForm, QueryView, useFormFailure } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { StepPage } from '../../lib/step-page.tsx';
import { trpc } from '../../lib/trpc.ts';
import { useFormContent } from './use-form-content.ts';

const points = ['check', 'keep', 'share', 'rights'] as const;

function ConsentForm({ version }: { version: ConsentVersion }) {
  const { t } = useTranslation('steps');
  const navigate = useNavigate();
  const form = useForm({ initialValues: { accepted: false }, validate: checkWith(ConsentData, t) });
  const failure = useFormFailure(form);
  const put = trpc.requirements.put.useMutation({
    onSuccess: () => navigate({ to: paths.continue }),
    onError: (error) => failure.onRefused(refusalOf(error, t)),
  });
  const save = () => put.mutate({ code: 'consent', accepted: true });
  return (
    <CheckedForm
      problem={t('common:ui.formProblem')}
      errors={form.errors}
      failure={failure}
      onSubmit={form.onSubmit(save, failure.onInvalid)}
      isPending={put.isPending}
      submitText={t('saveAndContinue')}
    >
      <List spacing="xs">
        {points.map((point) => (
          <List.Item key={point}>{t(`consent.texts.${version}.${point}`)}</List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed">
        {t('consent.version', { version })}
      </Text>
      <Checkbox label={t('consent.accept')} {...form.getInputProps('accepted', { type: 'checkbox' })} />
    </CheckedForm>
  );
}

/** Nobody agrees to a text that is not on the screen. */
function Consent({ named }: { named: string | null }) {
  const { t } = useTranslation('steps');
  const version = ConsentVersion.safeParse(named);
  if (version.success) return <ConsentForm version={version.data} />;
  return <Callout tone="refusal">{t('consent.unknown')}</Callout>;
}

/** What the bank may do with the data, and the applicant's word on it. */
export function ConsentScreen() {
  const { t } = useTranslation('steps');
  const content = useFormContent();
  return (
    <StepPage code="consent" title={t('consent.title')}>
      {() => <QueryView query={content}>{(data) => <Consent named={data.consentVersion} />}</QueryView>}
    </StepPage>
  );
}
