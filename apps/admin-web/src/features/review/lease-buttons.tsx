import type { CaseView } from '@ostiary/domain/review';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { ActionButton } from './action-button.tsx';
import { useNextCase } from './use-next-case.ts';

interface LeaseButtonProps {
  view: CaseView;
  onRefused: (error: unknown) => void;
}

interface ClaimButtonProps extends LeaseButtonProps {
  isAgain: boolean;
  onClaimed: () => void;
}

export function ClaimButton({ view, isAgain, onClaimed, onRefused }: ClaimButtonProps) {
  const { t } = useTranslation('review');
  const utils = trpc.useUtils();
  const claim = trpc.review.claim.useMutation({
    onSuccess: (answer) => {
      utils.review.case.setData({ id: view.id }, answer.case);
      onClaimed();
    },
    onError: onRefused,
  });
  return (
    <ActionButton name="claim" variant="filled" onAct={() => claim.mutate({ id: view.id })} loading={claim.isPending}>
      {t(isAgain ? 'claim.again' : 'claim.action')}
    </ActionButton>
  );
}

/** Gives the case back to the queue, its verdicts kept. */
export function ReleaseButton({ view, onRefused }: LeaseButtonProps) {
  const { t } = useTranslation('review');
  const navigate = useNavigate();
  const release = trpc.review.release.useMutation({
    onSuccess: () => void navigate({ to: paths.queue }),
    onError: onRefused,
  });
  return (
    <ActionButton name="release" loading={release.isPending} onAct={() => release.mutate({ id: view.id })}>
      {t('release')}
    </ActionButton>
  );
}

interface NextButtonProps {
  isPrimary: boolean;
  /** Just after a decision: Enter alone goes on. */
  isOffered: boolean;
}

export function NextButton({ isPrimary, isOffered }: NextButtonProps) {
  const { t } = useTranslation('review');
  const next = useNextCase();
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isOffered) place.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [isOffered]);
  return (
    <>
      <span role="status">{next.isNothingWaiting && t('next.none')}</span>
      {next.error && <span role="alert">{errorText(next.error, t)}</span>}
      <span ref={place}>
        <ActionButton name="next" variant={isPrimary ? 'filled' : 'default'} onAct={next.open} loading={next.isPending}>
          {t('next.action')}
        </ActionButton>
      </span>
    </>
  );
}
