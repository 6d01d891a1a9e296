import { Button, Stack, Text } from '@mantine/core';
import type { SecondFactorOffer } from '@ostiary/domain/auth';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { EnrolOffer } from './enrol-offer.tsx';
import { identity } from './identity-api.ts';
import { MutationNote } from './mutation-note.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useStepUp } from './use-step-up.tsx';
import { useWords } from './use-words.ts';

type Step = { name: 'intro' } | { name: 'offer'; offer: SecondFactorOffer } | { name: 'codes'; codes: string[] };

interface EnrolSecondFactorProps {
  /** The second factor is on, and the recovery codes are saved. */
  onDone: () => void;
}

/** Sets up the second factor: the key into the app, a first code back, the recovery codes once. */
export function EnrolSecondFactor({ onDone }: EnrolSecondFactorProps) {
  const { t } = useWords();
  const { client } = identity.useUtils();
  const { withStepUp, dialog } = useStepUp();
  const [step, setStep] = useState<Step>({ name: 'intro' });
  const begin = useMutation({
    mutationFn: () => withStepUp(() => client.secondFactor.begin.mutate()),
    meta: { isQuiet: true },
    onSuccess: (offer) => setStep({ name: 'offer', offer }),
  });
  if (step.name === 'codes') return <RecoveryCodes codes={step.codes} onDone={onDone} />;
  return (
    <>
      {step.name === 'intro' ? (
        <Stack gap="md" align="flex-start">
          <Text>{t('enrol.lead')}</Text>
          <Text>{t('enrol.need')}</Text>
          <MutationNote mutation={begin} />
          <Button loading={begin.isPending} onClick={() => begin.mutate()}>
            {t('enrol.begin')}
          </Button>
        </Stack>
      ) : (
        <EnrolOffer
          offer={step.offer}
          withStepUp={withStepUp}
          onCodes={(codes) => setStep({ name: 'codes', codes })}
          onCancel={() => setStep({ name: 'intro' })}
        />
      )}
      {dialog}
    </>
  );
}
