import { Button, NativeSelect } from '@mantine/core';
import { SECURITY_EVENT_TYPES, SecurityEventFilter } from '@ostiary/domain/security-events';
import { Pill } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { AddressField } from '../../lib/address-field.tsx';
import { PeriodFields } from '../../lib/period-fields.tsx';
import { SearchField } from '../../lib/search-field.tsx';
import { type EventsSearch, isNarrowed, nothing, severities, states } from './events-search.ts';
import classes from './security-events.module.css';

interface FilterProps {
  filter: EventsSearch;
  /** Of the colleague in `filter.owner`, where a row says it. */
  ownerName: string | undefined;
  onChange: (part: Partial<EventsSearch>) => void;
}

const isAddress = (address: string | undefined) => SecurityEventFilter.shape.address.safeParse(address).success;

function ChoiceFields({ filter, onChange }: Omit<FilterProps, 'ownerName'>) {
  const { t } = useTranslation('security-events');
  const any = { value: '', label: t('filter.any') };
  const types = SECURITY_EVENT_TYPES.map((value) => ({ value, label: t(`type.${value}.title`) }));
  return (
    <>
      <NativeSelect
        size="sm"
        label={t('filter.state')}
        data={states.map((value) => ({ value, label: t(`show.${value}`) }))}
        value={filter.state ?? 'open'}
        onChange={({ currentTarget: { value } }) =>
          onChange({ state: states.find((one) => one === value && one !== 'open') })
        }
      />
      <NativeSelect
        size="sm"
        label={t('filter.severity')}
        data={[any, ...severities.map((value) => ({ value, label: t(`severity.${value}`) }))]}
        value={filter.severity ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ severity: severities.find((one) => one === value) })}
      />
      <NativeSelect
        size="sm"
        label={t('filter.type')}
        data={[any, ...types.toSorted((one, other) => one.label.localeCompare(other.label))]}
        value={filter.type ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ type: SECURITY_EVENT_TYPES.find((one) => one === value) })
        }
      />
    </>
  );
}

/** Everything that narrows the list; each change goes into the address. */
export function EventsFilter({ filter, ownerName, onChange }: FilterProps) {
  const { t } = useTranslation('security-events');
  return (
    <div role="search" aria-label={t('filter.label')} className={classes.filter}>
      <ChoiceFields filter={filter} onChange={onChange} />
      <SearchField
        label={t('filter.person')}
        placeholder={t('filter.personPlaceholder')}
        value={filter.person}
        onChange={(person) => onChange({ person })}
      />
      <AddressField value={filter.address} isFit={isAddress} onChange={(address) => onChange({ address })} />
      <PeriodFields period={filter} onChange={onChange} />
      {filter.owner && <Pill tone="accent">{t('takenBy', { name: ownerName ?? t('aColleague') })}</Pill>}
      {isNarrowed(filter) && (
        <Button variant="subtle" size="sm" onClick={() => onChange(nothing)}>
          {t('filter.clear')}
        </Button>
      )}
    </div>
  );
}
