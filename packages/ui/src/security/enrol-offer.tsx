import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ConfirmSecondFactorInput, type SecondFactorOffer } from '@ostiary/domain/auth';
import { useMutation } from '@tanstack/react-query';
import { CodeInput } from '../form-controls.tsx';
import { useFormFailure } from '../use-form-failure.ts';
import { CheckedForm } from './checked-form.tsx';
import { CopyButton } from './copy-button.tsx';
import { identity } from './identity-api.ts';
import { QrCode } from './qr-code.tsx';
import { StepHeading } from './step-heading.tsx';
import type { useStepUp } from './use-step-up.tsx';
import { useWords } from './use-words.ts';
import classes from './security.module.css';

/** In groups of four, as it is typed. */
const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');

interface EnrolOfferProps {
  offer: SecondFactorOffer;
  withStepUp: ReturnType<typeof useStepUp>['withStepUp'];
  onCodes: (codes: string[]) => void;
  onCancel: () => void;
}

/** The new key, as a picture and for typing, and the first code that proves the app has it. */
export function EnrolOffer({ offer, withStepUp, onCodes, onCancel }: EnrolOfferProps) {
  const { t, check, refusal } = useWords();
  const { client } = identity.useUtils();
  const form = useForm({ initialValues: { code: '' }, validate: check(ConfirmSecondFactorInput) });
  const failure = useFormFailure(form);
  const confirm = useMutation({
    mutationFn: (code: string) => withStepUp(() => client.secondFactor.confirm.mutate({ code })),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
    onError: (error) => failure.onRefused(refusal(error, { CODE_INVALID: 'code' })),
  });
  return (
    <Stack gap="lg">
      <StepHeading>{t('enrol.scanTitle')}</StepHeading>
      <Text>{t('enrol.scan')}</Text>
      <QrCode text={offer.uri} label={t('enrol.qr')} />
      <Stack gap="xs" align="flex-start">
        <Text>{t('enrol.manual')}</Text>
        <code className={classes.key}>{grouped(offer.secret)}</code>
        <Group gap="sm">
          <CopyButton text={offer.secret} />
        </Group>
      </Stack>
      <CheckedForm
        problem={t('factor.problem')}
        errors={form.errors}
        failure={failure}
        onSubmit={form.onSubmit(({ code }) => confirm.mutate(code), failure.onInvalid)}
        isPending={confirm.isPending}
        submitText={t('enrol.submit')}
        beside={
          <Button variant="default" disabled={confirm.isPending} onClick={onCancel}>
            {t('enrol.cancel')}
          </Button>
        }
      >
        <CodeInput label={t('factor.code')} readOnly={confirm.isPending} {...form.getInputProps('code')} />
      </CheckedForm>
    </Stack>
  );
}
