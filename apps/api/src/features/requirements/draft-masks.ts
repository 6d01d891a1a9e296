import { type DraftFields, type FormRow, PERSON_FIELDS } from '@ostiary/domain/requirements';

const partner = (path: string, name: string) => path.replace(/[^.]+$/, name);

const isSame = (saved: string | undefined, typed: string | undefined) => typed === undefined || typed.trim() === saved;

/** The path, in the saved data, of the person who stands at `path` of the draft: people keep their key, not their place. */
function savedPath(saved: FormRow, draft: DraftFields, path: string): string | undefined {
  const key = draft[partner(path, 'key')];
  if (key === undefined) return path;
  const found = Object.keys(saved.fields).find((other) => other.endsWith('.key') && saved.fields[other] === key);
  return found && partner(found, 'numberKind');
}

/**
 * The saved numbers' masks as they stand beside a draft, by the draft's paths. A person's number goes with the person's
 * key, and has no mask once the draft names another kind of number or another person: it will be asked for anew.
 */
export function masksBeside(saved: FormRow, draft: DraftFields): FormRow['masked'] {
  const kinds = Object.keys(draft).filter((path) => /(^|\.)numberKind$/.test(path));
  if (kinds.length === 0) return saved.masked;
  const masks = kinds.flatMap((path): [string, string][] => {
    const known = savedPath(saved, draft, path);
    if (known === undefined || saved.fields[known] !== draft[path]) return [];
    if (!PERSON_FIELDS.every((name) => isSame(saved.fields[partner(known, name)], draft[partner(path, name)])))
      return [];
    const mask = saved.masked[partner(known, 'number')];
    return mask === undefined ? [] : [[partner(path, 'number'), mask]];
  });
  return Object.fromEntries(masks);
}
