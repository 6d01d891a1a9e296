import { Group } from '@mantine/core';
import type { CaseView } from '@ostiary/domain/review';
import { Callout } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { sayCountdown } from '../../lib/say-duration.ts';
import { useNow } from '../../lib/use-now.ts';
import { ActionButton } from './action-button.tsx';
import { useRenew } from './use-lease-renewal.ts';

const warnBelowMs = 3 * 60_000;

/** Before the time with a case ends. Any sign of work renews it as well; this tells the empty chair's screen reader. */
export function LeaseWarning({ view }: { view: CaseView }) {
  const { t } = useTranslation('review');
  const now = useNow(1_000);
  const renew = useRenew(view.id);
  const leftMs = Date.parse(view.leaseExpiresAt ?? '') - now.getTime();
  if (!(leftMs > 0 && leftMs < warnBelowMs)) return null;
  return (
    <Callout tone="caution" role="alert" title={t('lease.ending')}>
      <Group component="span" display="inline-flex" gap="sm">
        {/* Not read out each second: the sentence above was. */}
        <span role="timer" aria-live="off">
          {t('lease.left', { time: sayCountdown(leftMs) })}
        </span>
        <ActionButton
          size="compact-sm"
          name="renew"
          onAct={() => renew.mutate({ id: view.id })}
          loading={renew.isPending}
        >
          {t('lease.keep')}
        </ActionButton>
      </Group>
    </Callout>
  );
}
