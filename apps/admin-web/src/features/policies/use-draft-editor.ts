import { type DraftView, Policy } from '@ostiary/domain/policy';
import { fieldProblemsOf } from '@ostiary/domain/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCode, errorText, fieldErrors } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';

/** A policy while it is typed: a number may be gone for a moment. */
export type EditablePolicy = Omit<Policy, 'dueHours'> & { dueHours: number | undefined };

/** First code of each path. */
export type Problems = Readonly<Record<string, string>>;

const asText = (policy: EditablePolicy) => JSON.stringify(policy, null, 2);

function readJson(text: string): { value: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return null;
  }
}

/** What the server would say of this text: the same schema, the same paths. */
function judge(text: string): { policy: Policy | null; problems: Problems } {
  const json = readJson(text);
  if (!json) return { policy: null, problems: { json: 'JSON_FORMAT' } };
  const { data, error } = Policy.safeParse(json.value);
  if (data) return { policy: data, problems: {} };
  const found = Object.entries(fieldProblemsOf(error)).map(([path, [first]]): [string, string] => [
    path,
    first?.code ?? 'INVALID',
  ]);
  return { policy: null, problems: Object.fromEntries(found) };
}

interface Edited {
  /** What the form shows: the last content that had the shape of a policy. */
  policy: EditablePolicy;
  /** The JSON beside it; what is saved. */
  text: string;
  /** The form cannot show the text: it waits until it can. */
  isApart: boolean;
  note: string;
}

const editedOf = ({ body, note }: DraftView): Edited => ({ policy: body, text: asText(body), isApart: false, note });

/** Server paths begin at the input, ours at the policy. */
const withoutBody = (fields: ReturnType<typeof fieldErrors>): Problems =>
  Object.fromEntries(
    Object.entries(fields).map(([path, [first]]) => [path.replace(/^body\./, ''), first?.code ?? 'INVALID']),
  );

/** What is typed, and the saved draft that it began from. */
function useEdited(draft: DraftView) {
  const [base, setBase] = useState(draft);
  const [edited, setEdited] = useState(() => editedOf(draft));
  return {
    base,
    edited,
    isDirty: edited.text !== asText(base.body) || edited.note !== base.note,
    change: (next: Partial<Edited>) => setEdited((now) => ({ ...now, ...next })),
    begin: (next: DraftView) => {
      setBase(next);
      setEdited(editedOf(next));
    },
  };
}

/** Sends a draft and keeps what the server says of it: by path, or of the whole. */
function useSave() {
  const { t } = useTranslation('policies');
  const { draft } = trpc.useUtils().policies;
  const { mutate, reset, isPending, isSuccess, isError, error } = trpc.policies.saveDraft.useMutation({
    // At once: what is done next names this version, not the one before it.
    onSuccess: (saved) => draft.setData({ id: saved.id }, saved),
  });
  const refused = isError ? withoutBody(fieldErrors(error)) : {};
  return {
    save: mutate,
    forget: reset,
    refused,
    isPending,
    isSaved: isSuccess,
    failure: isError && Object.keys(refused).length === 0 ? errorText(error, t) : undefined,
    /** Somebody else saved in the meantime. */
    isOvertaken: isError && errorCode(error) === 'RECORD_CHANGED',
  };
}

/** One draft in two views that follow one another. A refusal, or a newer wording on the server, leaves all as typed. */
export function useDraftEditor(draft: DraftView) {
  const { base, edited, isDirty, change, begin } = useEdited(draft);
  const { save, forget, refused, ...standing } = useSave();
  const [attempt, setAttempt] = useState(0);
  const judged = judge(edited.text);
  const type = (next: Partial<Edited>) => {
    forget();
    change(next);
  };
  const load = (next: DraftView) => {
    begin(next);
    setAttempt(0);
  };
  const submit = () => {
    setAttempt((count) => count + 1);
    if (!judged.policy) return;
    save({ id: base.id, version: base.version, body: judged.policy, note: edited.note }, { onSuccess: load });
  };
  return {
    ...edited,
    ...standing,
    attempt,
    isDirty,
    problems: { ...judged.problems, ...refused },
    /** The policy as typed, where it is one. */
    typed: judged.policy,
    edit: (policy: EditablePolicy) => type({ policy, text: asText(policy), isApart: false }),
    editText(text: string) {
      const { policy } = judge(text);
      type(policy ? { policy, text, isApart: false } : { text, isApart: true });
    },
    editNote: (note: string) => type({ note }),
    submit,
    load: (next: DraftView) => {
      forget();
      load(next);
    },
  };
}

export type DraftEditing = ReturnType<typeof useDraftEditor>;
