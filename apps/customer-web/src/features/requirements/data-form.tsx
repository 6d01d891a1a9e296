import type { UseFormReturnType } from '@mantine/form';
import type { DraftCode, PutRequirementInput } from '@ostiary/domain/requirements';
import { CheckedForm, useFormFailure } from '@ostiary/ui';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { refusalOf } from '../../lib/form.ts';
import { trpc } from '../../lib/trpc.ts';
import { DraftNote } from './draft-note.tsx';
import { useDraft } from './use-draft.ts';

interface DataFormProps<Values extends Record<string, string>> {
  code: DraftCode;
  form: UseFormReturnType<Values>;
  toInput: (values: Values) => PutRequirementInput;
  children: (isPending: boolean) => ReactNode;
}

/** A form that keeps a draft while it is typed and goes on to the next step once it is saved. */
export function DataForm<Values extends Record<string, string>>({
  code,
  form,
  toInput,
  children,
}: DataFormProps<Values>) {
  const { t } = useTranslation('steps');
  const navigate = useNavigate();
  const failure = useFormFailure(form);
  const draft = useDraft(code, form.values);
  const put = trpc.requirements.put.useMutation({
    onSuccess: () => navigate({ to: paths.continue }),
    onError: (error) => failure.onRefused(refusalOf(error, t)),
  });
  const save = (values: Values) => {
    draft.settle();
    put.mutate(toInput(values));
  };
  return (
    <CheckedForm
      problem={t('common:ui.formProblem')}
      errors={form.errors}
      failure={failure}
      onSubmit={form.onSubmit(save, failure.onInvalid)}
      isPending={put.isPending}
      submitText={t('saveAndContinue')}
      beside={<DraftNote state={draft.state} />}
    >
      {children(put.isPending)}
    </CheckedForm>
  );
}
