import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from './reason-dialog.tsx';

interface RemoveFactorButtonProps {
  /** Whose it is. */
  name: string;
  remove: (why: string) => Promise<unknown>;
}

/** For somebody who lost phone and recovery codes. Says what follows before it is done. */
export function RemoveFactorButton({ name, remove }: RemoveFactorButtonProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpen(true)}>
        {t('common:lostFactor.open')}
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t('common:lostFactor.title', { name })}
          text={t('common:lostFactor.text')}
          confirmText={t('common:lostFactor.action')}
          tone="refusal"
          run={remove}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
