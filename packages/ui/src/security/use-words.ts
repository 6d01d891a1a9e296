import { fieldProblemsOf } from '@ostiary/domain/shared';
import { useTranslation } from 'react-i18next';
import { errorCode, fieldErrors } from '../client/errors.ts';
import { errorText, sayWait } from '../portal/error-text.ts';

/** Any schema of the domain. */
interface Checks {
  safeParse: (values: unknown) => { error?: Parameters<typeof fieldProblemsOf>[0] };
}

interface Problem {
  code: string;
  message: string;
}

/** The words of this feature: for schemas, for refusals of the server, and `t` of its namespace. */
export function useWords() {
  const { t } = useTranslation('security');
  const sayField = ({ code, message }: Problem): string => t(`fields.${code}`, { defaultValue: message });
  const sayError = (error: unknown): string => {
    const code = errorCode(error);
    const when = sayWait(error);
    const defaultValue = errorText(error, t);
    return when === undefined
      ? t(`errors.${code}`, { defaultValue })
      : t([`wait.${code}`, `errors.${code}`], { when, defaultValue });
  };

  /** `validate` of a form: the codes of the server, in the reader's language. */
  const check =
    (schema: Checks) =>
    (values: unknown): Record<string, string> => {
      const { error } = schema.safeParse(values);
      const problems = error ? Object.entries(fieldProblemsOf(error)) : [];
      return Object.fromEntries(problems.flatMap(([path, [first]]) => (first ? [[path, sayField(first)]] : [])));
    };

  /** For `useFormFailure().onRefused`. `fieldOf` names the field a code is about where the server names none. */
  const refusal = (error: unknown, fieldOf: Readonly<Record<string, string>> = {}) => {
    const named = fieldErrors(error);
    const code = errorCode(error);
    const field = fieldOf[code];
    const message = sayError(error);
    const fields = Object.keys(named).length === 0 && field ? { [field]: [{ code, message }] } : named;
    const said = Object.entries(fields).map(([path, problems]): [string, Problem[]] => [
      path,
      problems.map((problem) => ({ ...problem, message: sayField(problem) })),
    ]);
    return { fields: Object.fromEntries(said), message };
  };
  return { t, check, refusal, sayError, sayField };
}
