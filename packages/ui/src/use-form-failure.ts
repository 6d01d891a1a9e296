import { useState } from 'react';
import type { FieldErrors } from './client/errors.ts';

/** What this hook needs of a `@mantine/form` form. */
interface ErrorHolder {
  setErrors: (errors: Record<string, string>) => void;
}

interface Refusal {
  /** From the server: `fieldErrors(error)`. */
  fields: FieldErrors;
  /** A sentence for the whole form, shown when no field is to blame: `errorText(error)`. */
  message: string;
}

/** Server field errors as Mantine form errors: the first message of each field, by its path. */
export function toFormErrors(fields: FieldErrors): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([path, errors]) => (errors[0] ? [[path, errors[0].message]] : [])),
  );
}

/**
 * Joins a form, its summary and the server's refusals:
 * `form.onSubmit(save, failure.onInvalid)`, `onError: (e) => failure.onRefused({ fields, message })`,
 * `<FormErrors attempt={failure.attempt} message={failure.message} errors={form.errors} … />`.
 */
export function useFormFailure(form: ErrorHolder) {
  const [state, setState] = useState<{ attempt: number; message?: string }>({ attempt: 0 });
  return {
    attempt: state.attempt,
    message: state.message,
    onInvalid: () => setState(({ attempt }) => ({ attempt: attempt + 1 })),
    onRefused: ({ fields, message }: Refusal) => {
      const errors = toFormErrors(fields);
      const isFieldless = Object.keys(errors).length === 0;
      form.setErrors(errors);
      setState(({ attempt }) => ({ attempt: attempt + 1, message: isFieldless ? message : undefined }));
    },
    clear: () => setState({ attempt: 0 }),
  };
}
