import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from './use-words.ts';

/** Copies, and says whether it did: a browser may refuse. */
export function CopyButton({ text }: { text: string }) {
  const { t } = useWords();
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('copyFailed');
    }
  };
  return (
    <>
      <Button variant="default" onClick={() => void copy()}>
        {t('copy')}
      </Button>
      <span role="status">{outcome && t(outcome === 'copied' ? 'copied' : 'copyFailed')}</span>
    </>
  );
}
