import { Button, Group, Stack, Text } from '@mantine/core';
import { UndoInput } from '@ostiary/domain/auth';
import type { ReactNode } from 'react';
import { Callout } from '../callout.tsx';
import { fieldErrors } from '../client/errors.ts';
import { identity } from './identity-api.ts';
import { StepHeading } from './step-heading.tsx';
import { useWords } from './use-words.ts';

const isLinkOver = (error: unknown) => fieldErrors(error).token !== undefined;

interface EndProps {
  title: string;
  text: string;
  children?: ReactNode;
}

function End({ title, text, children }: EndProps) {
  return (
    <Stack gap="lg">
      <StepHeading order={2}>{title}</StepHeading>
      <Text>{text}</Text>
      {children && <Text>{children}</Text>}
    </Stack>
  );
}

interface UndoFormProps {
  /** Of the link, from `location.hash`: what stands there reaches no server log. */
  token: string;
  signInLink: ReactNode;
}

/** Takes a change back by the link of a message. Not by opening it: what reads mails before people do opens links too. */
export function UndoForm({ token, signInLink }: UndoFormProps) {
  const { t, sayError } = useWords();
  const undo = identity.recovery.undo.useMutation({ meta: { isQuiet: true } });
  if (undo.isSuccess)
    return (
      <End title={t('undo.doneTitle')} text={t(`undo.${undo.data.change}`)}>
        {signInLink}
      </End>
    );
  if (!UndoInput.safeParse({ token }).success || isLinkOver(undo.error))
    return <End title={t('undo.overTitle')} text={t('undo.over')} />;
  return (
    <Stack gap="lg">
      <Text>{t('undo.lead')}</Text>
      <Text>{t('undo.keep')}</Text>
      {undo.error && (
        <Callout tone="refusal" role="alert" title={t('undo.failed')}>
          {sayError(undo.error)}
        </Callout>
      )}
      <Group>
        <Button color="refusal" loading={undo.isPending} onClick={() => undo.mutate({ token })}>
          {t('undo.submit')}
        </Button>
      </Group>
    </Stack>
  );
}
