import { Button } from '@mantine/core';
import type { CaseView } from '@ostiary/domain/review';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { errorText } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { ShortcutKey } from './shortcut-key.tsx';
import { useNextCase } from './use-next-case.ts';
import { useShortcuts } from './use-shortcuts.ts';

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
  const go = () => claim.mutate({ id: view.id });
  useShortcuts({ c: go });
  return (
    <Button size="sm" onClick={go} loading={claim.isPending} aria-keyshortcuts="c">
      {t(isAgain ? 'claim.again' : 'claim.action')}
      <ShortcutKey>c</ShortcutKey>
    </Button>
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
    <Button size="sm" variant="default" loading={release.isPending} onClick={() => release.mutate({ id: view.id })}>
      {t('release')}
    </Button>
  );
}

export function NextButton({ isPrimary }: { isPrimary: boolean }) {
  const { t } = useTranslation('review');
  const next = useNextCase();
  useShortcuts({ n: next.open });
  return (
    <>
      <span role="status">{next.isNothingWaiting && t('next.none')}</span>
      {next.error && <span role="alert">{errorText(next.error, t)}</span>}
      <Button
        size="sm"
        variant={isPrimary ? 'filled' : 'default'}
        onClick={next.open}
        loading={next.isPending}
        aria-keyshortcuts="n"
      >
        {t('next.action')}
        <ShortcutKey>n</ShortcutKey>
      </Button>
    </>
  );
}
