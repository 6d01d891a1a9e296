import { useState, type ReactNode } from 'react';
import { errorCode, errorDetails } from '../client/errors.ts';
import { StepUpDialog, type StepUpFactor } from './step-up-dialog.tsx';

/** `details.factor` of the refusal. */
function factorOf(error: unknown): StepUpFactor {
  const details = errorDetails(error);
  const isCode = typeof details === 'object' && details !== null && 'factor' in details && details.factor === 'code';
  return isCode ? 'code' : 'password';
}

interface Asked {
  onDone: () => void;
  onCancel: () => void;
}

interface StepUp {
  /**
   * Runs what may be refused with `STEP_UP_REQUIRED`; then asks for the proof and runs it once more.
   * Rejects with that refusal when the person does not want to.
   */
  withStepUp: <Result>(run: () => Promise<Result>) => Promise<Result>;
  /** To be put on the page. */
  dialog: ReactNode;
}

/** `useMutation({ mutationFn: (input) => withStepUp(() => client.….mutate(input)) })`. */
export function useStepUp(): StepUp {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [factor, setFactor] = useState<StepUpFactor>('password');
  const prove = (error: unknown) =>
    new Promise<void>((resolve, reject) => {
      setFactor(factorOf(error));
      setAsked({ onDone: resolve, onCancel: () => reject(error) });
    });
  async function withStepUp<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      if (errorCode(error) !== 'STEP_UP_REQUIRED') throw error;
      await prove(error);
      return run();
    }
  }
  const end = (how: keyof Asked) => () => {
    setAsked(null);
    asked?.[how]();
  };
  const dialog = (
    <StepUpDialog opened={asked !== null} factor={factor} onDone={end('onDone')} onCancel={end('onCancel')} />
  );
  return { withStepUp, dialog };
}
