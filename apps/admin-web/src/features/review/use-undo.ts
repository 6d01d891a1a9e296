import type { CaseView } from '@ostiary/domain/review';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { errorCode } from '../../lib/errors.ts';
import { trpc } from '../../lib/trpc.ts';
import { announce } from './announcements.tsx';
import type { CaseRefusal } from './case-notice.ts';
import { useLastDecision } from './use-last-decision.ts';

const isNoAnswer = (error: unknown) => ['NETWORK', 'UNKNOWN', 'UNAVAILABLE', 'BUSY'].includes(errorCode(error));

interface UndoParts {
  id: CaseView['id'];
  onDone: (refusal: CaseRefusal | null) => void;
}

/** Takes back a decision that the server still holds, and returns to its case. */
export function useUndo({ id, onDone }: UndoParts) {
  const { t } = useTranslation('review');
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  const { forget } = useLastDecision();
  const undo = trpc.review.undo.useMutation({
    onSuccess: (answer) => {
      utils.review.case.setData({ id }, answer.case);
      forget();
      onDone(null);
      announce(t('said.undone'));
      void navigate({ to: paths.case, params: { id } });
    },
    onError: (error) => {
      // Without an answer nobody knows: the strip stays, to try again.
      if (isNoAnswer(error)) return onDone({ kind: 'failed', error });
      forget();
      onDone({ kind: 'tooLate' });
      void utils.review.case.invalidate({ id });
    },
  });
  return { undo: () => undo.mutate({ id }), isPending: undo.isPending };
}
