import { SECRET_FIELDS } from '@ostiary/domain/requirements';

type Fields = Record<string, string>;

function collect(value: unknown, path: string, fields: Fields): Fields {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) collect(inner, path === '' ? key : `${path}.${key}`, fields);
    return fields;
  }
  const isSecret = SECRET_FIELDS.includes(path.slice(path.lastIndexOf('.') + 1));
  // Leaves of a form are texts and ticks.
  if (!isSecret) fields[path] = String(value as string | boolean);
  return fields;
}

/** What a draft keeps of a form's values, by field path (`owners.0.firstName`). Secret numbers never leave the page in one. */
export function draftOf(values: unknown): Fields {
  return collect(values, '', {});
}
