import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

const address = '/dev/mailbox';

/** True where the server shows the mail it sends: on a local demo only. */
function useDevMailbox(): boolean {
  const mailbox = useQuery({
    queryKey: ['dev-mailbox'],
    queryFn: async () => {
      const answer = await fetch(new URL(address, window.location.origin), { method: 'HEAD' }).catch(() => null);
      return answer?.status === 200;
    },
    staleTime: Infinity,
  });
  return mailbox.data ?? false;
}

/** On a local demo no mail leaves the house: says where to read it. */
export function DevMailboxLink() {
  const { t } = useTranslation();
  if (!useDevMailbox()) return null;
  return (
    <Text>
      {t('devMailbox.note')}{' '}
      <Anchor href={address} target="_blank" rel="noopener" td="underline" inherit>
        {t('devMailbox.open')}
      </Anchor>
    </Text>
  );
}
