import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { LoginActivityInput } from '@ostiary/domain/auth';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AddressField } from '../../lib/address-field.tsx';
import { PeriodFields } from '../../lib/period-fields.tsx';
import { useTyped } from '../../lib/use-typed.ts';
import { doors, isNarrowed, outcomes, type SignInsSearch } from './sign-ins-search.ts';
import classes from './sign-ins.module.css';

const waitMs = 300;
const isAddress = (address: string | undefined) => LoginActivityInput.shape.address.safeParse(address).success;

interface FilterProps {
  filter: SignInsSearch;
  onChange: (part: Partial<SignInsSearch>) => void;
}

function SearchField({ filter, onChange }: FilterProps) {
  const { t } = useTranslation('sign-ins');
  const [text, setText] = useTyped(filter.search ?? '');
  const search = useDebouncedCallback((typed: string) => onChange({ search: typed.trim() || undefined }), waitMs);
  return (
    <TextInput
      type="search"
      size="sm"
      label={t('filter.search')}
      placeholder={t('filter.searchPlaceholder')}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={254}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
      className={classes.search}
    />
  );
}

function ChoiceFields({ filter, onChange }: FilterProps) {
  const { t } = useTranslation('sign-ins');
  const choices = (values: readonly string[], kind: string) => [
    { value: '', label: t('filter.any') },
    ...values.map((value) => ({ value, label: t(`${kind}.${value}`) })),
  ];
  return (
    <>
      <NativeSelect
        size="sm"
        label={t('filter.door')}
        data={choices(doors, 'door')}
        value={filter.door ?? ''}
        onChange={(event) => onChange({ door: doors.find((one) => one === event.currentTarget.value) })}
      />
      <NativeSelect
        size="sm"
        label={t('filter.outcome')}
        data={choices(outcomes, 'outcome')}
        value={filter.outcome ?? ''}
        onChange={(event) => onChange({ outcome: outcomes.find((one) => one === event.currentTarget.value) })}
      />
    </>
  );
}

const nothing = {
  failed: undefined,
  door: undefined,
  outcome: undefined,
  search: undefined,
  address: undefined,
  from: undefined,
  to: undefined,
} as const satisfies SignInsSearch;

/** Everything that narrows the list; each change goes into the address. */
export function SignInsFilter({ filter, onChange }: FilterProps) {
  const { t } = useTranslation('sign-ins');
  return (
    <div role="search" aria-label={t('filter.label')} className={classes.filter}>
      <SearchField filter={filter} onChange={onChange} />
      <ChoiceFields filter={filter} onChange={onChange} />
      <AddressField value={filter.address} isFit={isAddress} onChange={(address) => onChange({ address })} />
      <PeriodFields period={filter} onChange={onChange} />
      <Checkbox
        size="sm"
        label={t('filter.failed')}
        checked={filter.failed ?? false}
        onChange={(event) => onChange({ failed: event.currentTarget.checked ? true : undefined })}
        className={classes.last}
      />
      {isNarrowed(filter) && (
        <Button variant="subtle" size="sm" onClick={() => onChange(nothing)}>
          {t('filter.clear')}
        </Button>
      )}
    </div>
  );
}
