import { fieldProblemsOf } from '@ostiary/domain/shared';
import type { TFunction } from 'i18next';
import type { z } from 'zod';
import { errorCode, errorText, fieldErrors } from './errors.ts';

interface Problem {
  code: string;
  message: string;
}

/** A field's sentence in the reader's language: of this portal, of the shared words, else the server's own. */
function fieldText({ code, message }: Problem, t: TFunction): string {
  return t([`common:fields.${code}`, `security:fields.${code}`], { defaultValue: message });
}

/** `validate` of a form by a domain schema: the same codes as the server's, in the reader's language. */
export function checkWith(schema: z.ZodType, t: TFunction) {
  return (values: unknown): Record<string, string> => {
    const { error } = schema.safeParse(values);
    const problems = error ? Object.entries(fieldProblemsOf(error)) : [];
    return Object.fromEntries(problems.flatMap(([path, [first]]) => (first ? [[path, fieldText(first, t)]] : [])));
  };
}

/** A refusal as `useFormFailure().onRefused` takes it; `fieldOf` names the field a code is about where the server names none. */
export function refusalOf(error: unknown, t: TFunction, fieldOf: Readonly<Record<string, string>> = {}) {
  const code = errorCode(error);
  const message = errorText(error, t);
  const named = Object.entries(fieldErrors(error)).map(([path, problems]): [string, Problem[]] => [
    path,
    problems.map((problem) => ({ ...problem, message: fieldText(problem, t) })),
  ]);
  const field = fieldOf[code];
  const fields = named.length === 0 && field ? { [field]: [{ code, message }] } : Object.fromEntries(named);
  return { fields, message };
}
