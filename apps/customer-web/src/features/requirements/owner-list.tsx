import { Box, Button, Checkbox, Group, Input, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useLabels } from '@ostiary/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OwnerCard } from './owner-card.tsx';
import { isAtThreshold, newOwner, type OwnersValues, sharesTotal } from './owner-values.ts';
import type { KeptPersonNumber } from './person-values.ts';
import classes from './owners.module.css';

interface OwnerListProps {
  form: UseFormReturnType<OwnersValues>;
  threshold: number;
  country: string;
  kept: ReadonlyMap<string, KeptPersonNumber>;
  isPending: boolean;
}

function Total({ owners }: Pick<OwnersValues, 'owners'>) {
  const { t } = useTranslation('steps');
  const { locale } = useLabels();
  const total = sharesTotal(owners);
  const sum = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(total);
  return (
    <Text aria-live="polite" fw={500} c={total > 100 ? 'var(--mantine-color-error)' : undefined}>
      {owners.length > 0 && t(total > 100 ? 'owners.totalTooHigh' : 'owners.total', { sum })}
    </Text>
  );
}

/** The cursor goes to the first field of a new owner, and to "Add" where one is gone. */
function useOwnerFocus() {
  const box = useRef<HTMLDivElement>(null);
  const [target, setTarget] = useState<{ key: string | null } | null>(null);
  useEffect(() => {
    if (!target) return;
    const found = target.key === null ? '[data-add]' : `[data-owner="${CSS.escape(target.key)}"] input`;
    box.current?.querySelector<HTMLElement>(found)?.focus();
  }, [target]);
  return { box, focusOwner: (key: string) => setTarget({ key }), focusAdd: () => setTarget({ key: null }) };
}

function NobodyBox({ form, threshold }: Pick<OwnerListProps, 'form' | 'threshold'>) {
  const { t } = useTranslation('steps');
  if (form.values.owners.some((owner) => isAtThreshold(owner, threshold))) return null;
  return (
    <Checkbox
      label={t('owners.nobody', { threshold })}
      {...form.getInputProps('nobodyAtThreshold', { type: 'checkbox' })}
      onChange={(event) => {
        form.setFieldValue('nobodyAtThreshold', event.currentTarget.checked);
        form.clearFieldError('owners');
      }}
    />
  );
}

/** Everybody who owns the company, their shares added up as they are typed. */
export function OwnerList({ form, threshold, country, kept, isPending }: OwnerListProps) {
  const { t } = useTranslation('steps');
  const { box, focusOwner, focusAdd } = useOwnerFocus();
  const { owners } = form.values;
  const add = () => {
    const key = crypto.randomUUID();
    form.insertListItem('owners', newOwner(key, country));
    form.clearFieldError('owners');
    focusOwner(key);
  };
  const remove = (at: number) => {
    form.removeListItem('owners', at);
    form.clearFieldError('owners');
    focusAdd();
  };
  return (
    <Stack gap="lg" ref={box}>
      {owners.length > 0 && (
        <Stack component="ul" gap="md" className={classes.list}>
          {owners.map((owner, at) => (
            <OwnerCard
              key={owner.key}
              {...{ form, owner, at, threshold, isPending }}
              kept={kept.get(owner.key)}
              onRemove={() => remove(at)}
            />
          ))}
        </Stack>
      )}
      <Box data-path="owners">
        <Total owners={owners} />
        {form.errors.owners && <Input.Error size="md">{form.errors.owners}</Input.Error>}
        <Group mt="xs">
          <Button variant="default" data-add disabled={isPending} onClick={add}>
            {t(owners.length === 0 ? 'owners.add' : 'owners.addAnother')}
          </Button>
        </Group>
      </Box>
      <NobodyBox form={form} threshold={threshold} />
    </Stack>
  );
}
