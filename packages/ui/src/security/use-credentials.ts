import { useForm } from '@mantine/form';
import { LoginInput } from '@ostiary/domain/auth';
import { useFormFailure } from '../use-form-failure.ts';
import { useWords } from './use-words.ts';

type Refusal = Parameters<ReturnType<typeof useFormFailure>['onRefused']>[0];

/** Outlives the second step, so that going back loses nothing that was typed. */
export function useCredentials(username: string) {
  const { check } = useWords();
  const form = useForm({ initialValues: { username, password: '' }, validate: check(LoginInput) });
  const failure = useFormFailure(form);
  const onRefused = (refusal: Refusal, isPasswordRefused: boolean) => {
    // No answer says nothing against the password: only a refusal clears it.
    if (isPasswordRefused) form.setFieldValue('password', '');
    failure.onRefused(refusal);
  };
  return { form, failure, onRefused };
}
export type Credentials = ReturnType<typeof useCredentials>;
