import { readUpload, type UploadFields } from '@ostiary/domain/kyc-documents';
import { DomainError, type FieldProblem, fieldProblem } from '@ostiary/domain/shared';
import { toCamel } from '../../http/rest-case.ts';

const FILE_NAME = 'filename';
const VALUE_CHARS = 1_024;

function problemOf(name: string, value: string): FieldProblem | undefined {
  if (/[A-Z]/.test(name)) return fieldProblem('UNKNOWN_FIELD');
  return value.length > VALUE_CHARS ? fieldProblem('TOO_LONG') : undefined;
}

/** tus `Upload-Metadata`, decoded: the fields of the multipart form, and `filename`. Throws `INVALID_INPUT` naming every field. */
export function readMetadata(
  given: Readonly<Record<string, string | null>>,
  today: string,
): { fields: UploadFields; fileName: string } {
  const texts = new Map<string, string>();
  const wrong = new Map<string, FieldProblem[]>();
  for (const [name, value] of Object.entries(given)) {
    // A key without a value is an optional field that was left out.
    if (name === FILE_NAME || value === null || value === '') continue;
    const problem = problemOf(name, value);
    if (problem) wrong.set(toCamel(name), [problem]);
    else texts.set(toCamel(name), value);
  }
  const { fields, problems } = readUpload(Object.fromEntries(texts), today);
  const all = { ...problems, ...Object.fromEntries(wrong) };
  if (fields === null || wrong.size > 0) throw new DomainError('INVALID_INPUT', { fields: all });
  return { fields, fileName: given[FILE_NAME] ?? '' };
}
