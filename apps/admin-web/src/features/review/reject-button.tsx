import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from './action-button.tsx';
import type { DecisionProps } from './decision-props.ts';
import { RejectDialog } from './reject-dialog.tsx';

/** Ends the application, with a reason that may. */
export function RejectButton(props: DecisionProps) {
  const { t } = useTranslation('review');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ActionButton name="reject" isPossible={!props.isBusy} onAct={() => setOpen(true)}>
        {t('reject.action')}
      </ActionButton>
      {isOpen && <RejectDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
