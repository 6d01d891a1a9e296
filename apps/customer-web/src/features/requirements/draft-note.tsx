import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Says quietly that what was typed is safe, or not yet. */
export function DraftNote({ state }: { state: 'none' | 'saving' | 'saved' | 'failed' }) {
  const { t } = useTranslation('steps');
  return (
    <Text size="sm" c="dimmed" role="status" mih="1.5em">
      {state === 'none' ? '' : t(`draft.${state}`)}
    </Text>
  );
}
