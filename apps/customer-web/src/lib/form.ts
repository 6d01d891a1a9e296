import { fieldProblemsOf } from '@ostiary/domain/shared';
import type { TFunction } from 'i18next';
import type { z } from 'zod';
import { errorText, fieldErrors } from './errors.ts';

/** A field's sentence in the reader's language: of this portal, of the shared words, else the server's own. */
export function fieldText(problem: { code: string; message: string }, t: TFunction): string {
  return t([`fields:${problem.code}`, `security:fields.${problem.code}`], { defaultValue: problem.message });
}

/** `validate` of a Mantine form by a domain schema: the same codes as the server's, in the reader's language. */
export function checkWith(schema: z.ZodType, t: TFunction) {
  return (values: unknown): Record<string, string> => {
    const { error } = schema.safeParse(values);
    if (!error) return {};
    const problems = Object.entries(fieldProblemsOf(error));
    return Object.fromEntries(problems.flatMap(([path, [first]]) => (first ? [[path, fieldText(first, t)]] : [])));
  };
}

/** A server's refusal as `useFormFailure().onRefused` takes it. */
export function refusalOf(error: unknown, t: TFunction) {
  const fields = Object.entries(fieldErrors(error)).map(([path, problems]): [string, typeof problems] => [
    path,
    problems.map((problem) => ({ ...problem, message: fieldText(problem, t) })),
  ]);
  return { fields: Object.fromEntries(fields), message: errorText(error, t) };
}
