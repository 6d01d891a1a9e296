import { Button, Group, Stack } from '@mantine/core';
import type { StaffNetworksView } from '@ostiary/domain/auth';
import { Callout, FormErrors, Section, SubmitButton } from '@ostiary/ui';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NetworkRow } from './network-row.tsx';
import { useNetworksForm, type NetworksForm } from './use-networks-form.ts';
import classes from './networks.module.css';

/** A code of the rules in the reader's language. */
function useProblem() {
  const { t } = useTranslation('networks');
  return (error: unknown) =>
    typeof error === 'string' ? t(`problem.${error}`, { defaultValue: t('problem.NETWORK_FORMAT') }) : undefined;
}

function LockOut({ ownAddress, onAdd }: { ownAddress: string; onAdd: () => void }) {
  const { t } = useTranslation('networks');
  return (
    <Callout tone="refusal" role="alert" title={t('lockOut.title')}>
      <Stack gap="xs" align="flex-start">
        <span>{t('lockOut.text', { address: ownAddress })}</span>
        <Button variant="default" size="sm" onClick={onAdd}>
          {t('own.add')}
        </Button>
      </Stack>
    </Callout>
  );
}

function OwnAddress({ ownAddress, isListed, onAdd }: { ownAddress: string; isListed: boolean; onAdd: () => void }) {
  const { t } = useTranslation('networks');
  return (
    <div className={classes.own}>
      <span>
        {t('own.label')} <strong className={classes.address}>{ownAddress}</strong>
      </span>
      {!isListed && (
        <Button variant="default" size="sm" onClick={onAdd}>
          {t('own.add')}
        </Button>
      )}
    </div>
  );
}

function FixedNetworks({ fixed }: { fixed: readonly string[] }) {
  const { t } = useTranslation('networks');
  if (fixed.length === 0) return null;
  return (
    <Section title={t('fixed.title')}>
      <p>{t('fixed.text')}</p>
      <ul className={classes.fixed} aria-label={t('fixed.title')}>
        {fixed.map((network) => (
          <li key={network}>{network}</li>
        ))}
      </ul>
    </Section>
  );
}

interface RowsProps {
  form: NetworksForm['form'];
  view: StaffNetworksView;
  newest: number | undefined;
  onRemove: (index: number) => void;
}

function Rows({ form, view, newest, onRemove }: RowsProps) {
  const { t } = useTranslation('networks');
  const said = useProblem();
  const field = (path: string) => {
    const props = form.getInputProps(path);
    return { ...props, error: said(props.error) };
  };
  const rows = form.values.networks;
  if (rows.length === 0) return <p>{t(view.fixed.length === 0 ? 'empty.open' : 'empty.fixed')}</p>;
  return (
    <ol className={classes.rows} aria-label={t('list')}>
      {rows.map((row, index) => (
        <NetworkRow
          // Rows have no name of their own while they are typed.
          key={index}
          number={index + 1}
          network={field(`networks.${index}.network`)}
          note={field(`networks.${index}.note`)}
          saved={view.networks.find(({ network }) => network === row.network)}
          hasFocus={index === newest}
          onRemove={() => onRemove(index)}
        />
      ))}
    </ol>
  );
}

function useRows({ form }: NetworksForm) {
  const addButton = useRef<HTMLButtonElement>(null);
  const [newest, setNewest] = useState<number>();
  const add = (network = '', note = '') => {
    setNewest(form.values.networks.length);
    form.insertListItem('networks', { network, note });
  };
  const remove = (index: number) => {
    form.removeListItem('networks', index);
    addButton.current?.focus();
  };
  return { addButton, newest, add, remove };
}

export function NetworksEditor({ view }: { view: StaffNetworksView }) {
  const { t } = useTranslation('networks');
  const said = useProblem();
  const editor = useNetworksForm(view);
  const { form, failure, answer } = editor;
  const { addButton, newest, add, remove } = useRows(editor);
  const addOwn = () => add(view.ownAddress, t('own.note'));
  const errors = Object.fromEntries(Object.entries(form.errors).map(([path, error]) => [path, said(error)]));
  const isListed = form.values.networks.some(({ network }) => network.replace(/\/(32|128)$/, '') === view.ownAddress);
  return (
    <>
      <form noValidate onSubmit={editor.submit}>
        <Stack gap="md">
          <FormErrors title={t('problem.title')} errors={errors} attempt={failure.attempt} message={failure.message} />
          {answer === 'locked-out' && <LockOut ownAddress={view.ownAddress} onAdd={addOwn} />}
          <OwnAddress ownAddress={view.ownAddress} isListed={isListed} onAdd={addOwn} />
          <Rows form={form} view={view} newest={newest} onRemove={remove} />
          <Group gap="sm">
            <SubmitButton isPending={editor.isPending}>{t('common:ui.save')}</SubmitButton>
            <Button
              ref={addButton}
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => add()}
            >
              {t('add')}
            </Button>
          </Group>
          <div role="status">
            {answer === 'saved' && (
              <Callout tone="accepted" title={t('saved.title')}>
                {t('saved.text')}
              </Callout>
            )}
          </div>
        </Stack>
      </form>
      <FixedNetworks fixed={view.fixed} />
      {editor.dialog}
    </>
  );
}
