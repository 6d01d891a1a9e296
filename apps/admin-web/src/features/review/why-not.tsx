import type { CaseView } from '@ostiary/domain/review';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../../lib/person.ts';
import { openRows, refusedRows, type CaseStanding } from './case-standing.ts';
import classes from './bar.module.css';

function useWhyNotSecond(view: CaseView): string {
  const { t } = useTranslation('review');
  const maySecond = usePermission('review.approve-second');
  if (view.secondApproval.first?.isMe) return t('second.notYou');
  if (view.secondApproval.hasJudged) return t('second.hasJudged');
  return t(maySecond ? 'second.yours' : 'second.notYours');
}

/** Beside the buttons: what is missing before an approval, or who may give the second. */
export function WhyNot({ view, standing }: { view: CaseView; standing: CaseStanding }) {
  const { t } = useTranslation('review');
  const second = useWhyNotSecond(view);
  const open = openRows(view.requirements).length;
  const refused = refusedRows(view.requirements).length;
  const first = () => {
    if (open > 0) return t('approve.open', { count: open });
    if (refused > 0) return t('approve.refused', { count: refused });
    return t(view.secondApproval.needed ? 'approve.readyFirst' : 'approve.ready');
  };
  return (
    <span id="why-not-approve" className={classes.whyNot}>
      {standing === 'second' ? second : first()}
    </span>
  );
}
