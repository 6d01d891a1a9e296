import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import { StepHeading } from './step-heading.tsx';
import { useWords } from './use-words.ts';
import classes from './security.module.css';

// Some browsers read the bytes only after the click has been handled.
const keepForMs = 60_000;

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keepForMs);
}

interface RecoveryCodesProps {
  codes: readonly string[];
  onDone: () => void;
}

/** Shown once: the person says that they are saved before going on. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { t } = useWords();
  const [isSaved, setIsSaved] = useState(false);
  const [isDownloaded, setIsDownloaded] = useState(false);
  const list = codes.join('\n');
  return (
    <Stack gap="lg" align="flex-start">
      <StepHeading>{t('enrol.codesTitle')}</StepHeading>
      <Text>{t('enrol.codesLead')}</Text>
      <ol className={classes.codes} aria-label={t('enrol.codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Group gap="sm">
        <Button
          variant="default"
          onClick={() => {
            download('ostiary-recovery-codes.txt', `${t('enrol.file')}\n\n${list}\n`);
            setIsDownloaded(true);
          }}
        >
          {t('enrol.download')}
        </Button>
        <CopyButton text={list} />
        <span role="status">{isDownloaded && t('enrol.downloaded')}</span>
      </Group>
      <Checkbox
        label={t('enrol.saved')}
        checked={isSaved}
        onChange={(event) => setIsSaved(event.currentTarget.checked)}
      />
      <Button disabled={!isSaved} onClick={onDone}>
        {t('enrol.done')}
      </Button>
    </Stack>
  );
}
