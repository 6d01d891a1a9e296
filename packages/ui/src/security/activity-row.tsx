import { Button } from '@mantine/core';
import type { ActivityItem, LoginOutcome } from '@ostiary/domain/auth';
import { Pill, StatusMark, type Status } from '../status.tsx';
import { Time } from '../time.tsx';
import { Row, sayDevice } from './rows.tsx';
import { useWords } from './use-words.ts';

const marks: Record<LoginOutcome, Status> = {
  SUCCEEDED: 'accepted',
  SECOND_FACTOR_ASKED: 'in_progress',
  FAILED: 'refused',
  SECOND_FACTOR_FAILED: 'refused',
  LOCKED: 'refused',
  THROTTLED: 'refused',
};

/** One sign-in or attempt. */
export function ActivityRow({ item, onNotMe }: { item: ActivityItem; onNotMe: () => void }) {
  const { t } = useWords();
  const device = sayDevice(item.device, t);
  return (
    <Row
      title={
        <>
          <StatusMark status={marks[item.outcome]}>{t(`activity.outcome.${item.outcome}`)}</StatusMark>
          {item.isCurrent && <Pill tone="accent">{t('thisOne')}</Pill>}
          {item.isNewDevice && <Pill tone="caution">{t('activity.newDevice')}</Pill>}
          {item.reportedAt && <Pill tone="refusal">{t('activity.reported')}</Pill>}
        </>
      }
      notes={[
        <>
          <Time value={item.at} />, {device}
        </>,
        t('from', { address: item.address }),
      ]}
      action={
        !item.isCurrent &&
        !item.reportedAt && (
          <Button variant="default" size="sm" onClick={onNotMe} aria-label={`${t('activity.notMe')}: ${device}`}>
            {t('activity.notMe')}
          </Button>
        )
      }
    />
  );
}
