import { Radio, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const fewestCharacters = 10;
const mostCharacters = 2_000;

export interface ResolveDraft<Resolution extends string> {
  resolution?: Resolution;
  note: string;
}

/** What the server takes; null while something is missing. */
export function resolutionOf<Resolution extends string>({ resolution, note }: ResolveDraft<Resolution>) {
  const words = note.trim();
  return resolution && words.length >= fewestCharacters ? { resolution, note: words } : null;
}

interface ResolutionFieldsProps<Resolution extends string> {
  /** Whose words for `resolve.*` are used. */
  namespace: 'alerts' | 'security-events';
  resolutions: readonly Resolution[];
  say: (resolution: Resolution) => string;
  draft: ResolveDraft<Resolution>;
  onDraft: (draft: ResolveDraft<Resolution>) => void;
  /** What is missing is said once it was tried. */
  isTried: boolean;
}

/** What it was, and a note of what was found. */
export function ResolutionFields<Resolution extends string>({
  namespace,
  resolutions,
  say,
  draft,
  onDraft,
  isTried,
}: ResolutionFieldsProps<Resolution>) {
  const { t } = useTranslation(namespace);
  const isTooShort = draft.note.trim().length < fewestCharacters;
  const choose = (value: string) => {
    const resolution = resolutions.find((one) => one === value);
    onDraft({ ...draft, ...(resolution && { resolution }) });
  };
  return (
    <>
      <Radio.Group
        label={t('resolve.found')}
        required
        value={draft.resolution ?? null}
        error={isTried && !draft.resolution ? t('resolve.foundNeeded') : undefined}
        onChange={choose}
      >
        <Stack gap="xs" mt="xs">
          {resolutions.map((value) => (
            <Radio key={value} value={value} label={say(value)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('resolve.note')}
        description={t('resolve.noteHint', { count: fewestCharacters })}
        required
        autosize
        minRows={3}
        maxLength={mostCharacters}
        value={draft.note}
        error={isTried && isTooShort ? t('resolve.noteTooShort', { count: fewestCharacters }) : undefined}
        onChange={(event) => onDraft({ ...draft, note: event.currentTarget.value })}
      />
    </>
  );
}
