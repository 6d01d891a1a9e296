import { Modal, Stack, Switch } from '@mantine/core';
import { Kbd, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { modEnter } from './shortcut-key.tsx';
import { useSingleKeys } from './single-keys.ts';
import classes from './case.module.css';

const shortcuts = [
  { keys: ['j', 'k'], name: 'move' },
  { keys: ['a'], name: 'accept' },
  { keys: ['r'], name: 'refuse' },
  { keys: ['1', '…', '9'], name: 'reason' },
  { keys: ['z'], name: 'zoom' },
  { keys: ['o'], name: 'rotate' },
  { keys: [modEnter], name: 'approve' },
  { keys: ['m'], name: 'askAgain' },
  { keys: ['x'], name: 'reject' },
  { keys: ['c'], name: 'claim' },
  { keys: ['n'], name: 'next' },
  { keys: ['?'], name: 'help' },
] as const;

/** The keys of the desk, and the switch that turns single keys off (WCAG 2.1.4). */
export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('review');
  const labels = useLabels();
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Modal opened onClose={onClose} title={t('help.title')} closeButtonProps={{ 'aria-label': labels.close }}>
      <Stack gap="lg">
        <dl className={classes.keys}>
          {shortcuts.map(({ keys, name }) => (
            <div key={name}>
              <dt>
                <span className={classes.spoken}>{keys.join(' ')}</span>
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dt>
              <dd>{t(`help.${name}`)}</dd>
            </div>
          ))}
        </dl>
        <Switch
          size="md"
          label={t('help.single')}
          description={t('help.singleText')}
          checked={hasSingleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}
