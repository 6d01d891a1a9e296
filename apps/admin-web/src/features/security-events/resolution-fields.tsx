import { Radio, Stack, Textarea } from '@mantine/core';
import type { SecurityResolution } from '@ostiary/domain/security-events';
import { useTranslation } from 'react-i18next';
import { resolutions } from './events-search.ts';

const fewestCharacters = 10;
const mostCharacters = 2_000;

export interface ResolveDraft {
  resolution?: SecurityResolution;
  note: string;
}

/** What the server takes; null while something is missing. */
export function resolutionOf({ resolution, note }: ResolveDraft) {
  const words = note.trim();
  return resolution && words.length >= fewestCharacters ? { resolution, note: words } : null;
}

interface ResolutionFieldsProps {
  draft: ResolveDraft;
  onDraft: (draft: ResolveDraft) => void;
  /** What is missing is said once it was tried. */
  isTried: boolean;
}

/** What it was, and a note of what was found. */
export function ResolutionFields({ draft, onDraft, isTried }: ResolutionFieldsProps) {
  const { t } = useTranslation('security-events');
  const isTooShort = draft.note.trim().length < fewestCharacters;
  return (
    <>
      <Radio.Group
        label={t('resolve.found')}
        required
        value={draft.resolution ?? null}
        error={isTried && !draft.resolution ? t('resolve.foundNeeded') : undefined}
        onChange={(value) => onDraft({ ...draft, resolution: resolutions.find((one) => one === value) })}
      >
        <Stack gap="xs" mt="xs">
          {resolutions.map((value) => (
            <Radio key={value} value={value} label={t(`resolve.${value}`)} />
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
