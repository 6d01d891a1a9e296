import { Stack } from '@mantine/core';
import type { FormContent, RequirementRow } from '@ostiary/domain/requirements';
import { QueryView } from '@ostiary/ui';
import { type ReactNode, useState } from 'react';
import { AlternativeSwitch } from './alternative-switch.tsx';
import { KeptNumber } from './kept-number.tsx';
import { useFormContent } from './use-form-content.ts';

interface KeptStepProps {
  row: RequirementRow;
  /** The mask of what was given before. */
  maskedOf: (content: FormContent) => string | undefined;
  /** Beside the mask, e.g. the account's holder. */
  about?: (content: FormContent) => ReactNode;
  children: (content: FormContent) => ReactNode;
}

/** A row with a secret number: its form until it is given, then its mask and the way to change it. */
export function KeptStep({ row, maskedOf, about, children }: KeptStepProps) {
  const content = useFormContent();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <QueryView query={content}>
      {(data) => {
        const masked = maskedOf(data);
        return (
          <Stack gap="lg">
            {masked === undefined || isChanging || row.state === 'refused' ? (
              children(data)
            ) : (
              <KeptNumber masked={masked} onChange={() => setIsChanging(true)}>
                {about?.(data)}
              </KeptNumber>
            )}
            <AlternativeSwitch row={row} />
          </Stack>
        );
      }}
    </QueryView>
  );
}
