import { Button, Group, Modal, Stack, Switch } from '@mantine/core';
import { Kbd, useLabels } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { actionGroups, groupNames } from './actions.ts';
import { KeyRow } from './key-row.tsx';
import { useKeymap } from './keymap.ts';
import { useSingleKeys } from './single-keys.ts';
import classes from './keyboard.module.css';

/** The keys of the desk: to read, to change, and to switch off (WCAG 2.1.4). */
export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('review');
  const labels = useLabels();
  const keymap = useKeymap();
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t('help.title')}
      closeButtonProps={{ 'aria-label': labels.close }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start">
          <Switch
            size="md"
            label={t('help.single')}
            description={t('help.singleText')}
            checked={hasSingleKeys}
            onChange={(event) => setSingleKeys(event.currentTarget.checked)}
          />
          {keymap.isOwn && (
            <Button size="compact-sm" variant="default" onClick={keymap.reset}>
              {t('help.reset')}
            </Button>
          )}
        </Group>
        <div className={classes.groups}>
          {groupNames.map((group) => (
            <section key={group} aria-label={t(`help.group.${group}`)}>
              <h3 className={classes.group}>{t(`help.group.${group}`)}</h3>
              <ul className={classes.keys}>
                {actionGroups[group].map((name) => (
                  <KeyRow key={name} name={name} keymap={keymap} />
                ))}
                {group === 'row' && (
                  <li>
                    <span className={classes.keyName}>{t('help.reason')}</span>
                    <span>
                      <Kbd>1</Kbd> … <Kbd>9</Kbd>
                    </span>
                  </li>
                )}
              </ul>
            </section>
          ))}
        </div>
      </Stack>
    </Modal>
  );
}
