import type { Feature } from '@ostiary/domain/access';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../../lib/reason-dialog.tsx';
import { trpc } from '../../lib/trpc.ts';

/** One switch of the grid, and where it is to go. */
export interface Turn {
  role: string;
  /** How many people hold the role. */
  people: number;
  feature: Feature;
  enabled: boolean;
}

/** Switches one part of the desk on or off for a role, with a reason. */
export function FeatureDialog({ turn, onClose }: { turn: Turn; onClose: () => void }) {
  const { t } = useTranslation('access');
  const { client } = trpc.useUtils();
  const { role, people, feature, enabled } = turn;
  const names = {
    feature: t(`feature.${feature}.name`),
    role: t(`people:role.${role}`, { defaultValue: role }),
    count: people,
  };
  const way = enabled ? 'on' : 'off';
  return (
    <ReasonDialog
      title={t(`turn.${way}.title`, names)}
      text={t(`turn.${way}.text`, names)}
      confirmText={t(`turn.${way}.action`)}
      tone={enabled ? 'accent' : 'refusal'}
      run={(why) => client.features.set.mutate({ role, feature, enabled, why })}
      onClose={onClose}
    />
  );
}
