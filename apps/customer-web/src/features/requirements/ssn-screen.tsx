import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { SsnData } from '@ostiary/domain/requirements';
import { CheckedForm, QueryView, StatusMark, useFormFailure } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { checkWith, refusalOf } from '../../lib/form.ts';
import { ButtonLink } from '../../lib/links.tsx';
import { StepPage } from '../../lib/step-page.tsx';
import { trpc } from '../../lib/trpc.ts';
import { useFormContent } from './use-form-content.ts';

/** `536904399` → `536-90-4399`, as far as it is typed. */
function group(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, 9);
  return [digits.slice(0, 3), digits.slice(3, 5), digits.slice(5)].filter(Boolean).join('-');
}

function SsnForm() {
  const { t } = useTranslation('steps');
  const navigate = useNavigate();
  const [isVisible, setIsVisible] = useState(false);
  const form = useForm({ initialValues: { ssn: '' }, validate: checkWith(SsnData, t) });
  const failure = useFormFailure(form);
  const put = trpc.requirements.put.useMutation({
    onSuccess: () => navigate({ to: paths.continue }),
    onError: (error) => failure.onRefused(refusalOf(error, t)),
  });
  return (
    <CheckedForm
      problem={t('common:ui.formProblem')}
      errors={form.errors}
      failure={failure}
      onSubmit={form.onSubmit(({ ssn }) => put.mutate({ code: 'ssn', ssn }), failure.onInvalid)}
      isPending={put.isPending}
      submitText={t('saveAndContinue')}
    >
      <PasswordInput
        label={t('ssn.label')}
        description={t('ssn.hint')}
        inputMode="numeric"
        autoComplete="off"
        maw={280}
        readOnly={put.isPending}
        visible={isVisible}
        onVisibilityChange={setIsVisible}
        visibilityToggleButtonProps={{
          'aria-label': t(isVisible ? 'ssn.hide' : 'ssn.show'),
          'aria-pressed': undefined,
          tabIndex: 0,
        }}
        {...form.getInputProps('ssn')}
        onChange={(event) => form.setFieldValue('ssn', group(event.currentTarget.value))}
      />
    </CheckedForm>
  );
}

/** The number itself never comes back from the server: its end is enough to recognise it by. */
function KeptSsn({ lastFour, onChange }: { lastFour: string; onChange: () => void }) {
  const { t } = useTranslation('steps');
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <StatusMark status="submitted">{t('ssn.kept', { lastFour })}</StatusMark>
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

/** Social Security number. */
export function SsnScreen() {
  const { t } = useTranslation('steps');
  const content = useFormContent();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <StepPage code="ssn" title={t('ssn.title')}>
      {(row) => (
        <QueryView query={content}>
          {({ ssnLastFour }) =>
            ssnLastFour === null || isChanging || row.state === 'refused' ? (
              <SsnForm />
            ) : (
              <KeptSsn lastFour={ssnLastFour} onChange={() => setIsChanging(true)} />
            )
          }
        </QueryView>
      )}
    </StepPage>
  );
}
