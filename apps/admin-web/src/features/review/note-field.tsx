import { Textarea, type TextareaProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface NoteFieldProps extends Omit<TextareaProps, 'value' | 'onChange'> {
  value: string;
  onChange: (note: string) => void;
}

/** What a reviewer leaves for colleagues; the applicant never sees it. */
export function NoteField({ onChange, ...input }: NoteFieldProps) {
  const { t } = useTranslation('review');
  return (
    <Textarea
      label={t('note.label')}
      description={t('note.internal')}
      maxLength={2000}
      autosize
      {...input}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
