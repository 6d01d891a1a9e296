import type { UseFormReturnType } from '@mantine/form';
import type { DraftCode, PutRequirementInput } from '@ostiary/domain/requirements';
import type { ReactNode } from 'react';
import { draftOf } from './draft-fields.ts';
import { DraftNote } from './draft-note.tsx';
import { RowForm } from './row-form.tsx';
import { useDraft } from './use-draft.ts';

interface DataFormProps<Values> {
  code: DraftCode;
  form: UseFormReturnType<Values>;
  toInput: (values: Values) => PutRequirementInput;
  children: (isPending: boolean) => ReactNode;
}

/** A row's form that keeps a draft while it is typed. */
export function DataForm<Values>({ code, form, toInput, children }: DataFormProps<Values>) {
  const draft = useDraft(code, draftOf(form.values));
  return (
    <RowForm form={form} toInput={toInput} onSave={draft.settle} note={<DraftNote state={draft.state} />}>
      {children}
    </RowForm>
  );
}
