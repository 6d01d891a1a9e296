import { Button, Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type AlertsSearch, alertTypes, severities, statuses } from './alerts-search.ts';

interface FilterProps {
  filter: AlertsSearch;
  onChange: (part: Partial<AlertsSearch>) => void;
}

const nothing = { severity: undefined, type: undefined } as const satisfies AlertsSearch;

/** Everything that narrows the list; each change goes into the address. */
export function AlertsFilter({ filter, onChange }: FilterProps) {
  const { t } = useTranslation('alerts');
  const any = { value: '', label: t('filter.any') };
  return (
    <Group role="search" aria-label={t('filter.label')} align="flex-end" gap="sm">
      <NativeSelect
        size="sm"
        label={t('filter.status')}
        data={statuses.map((value) => ({ value, label: t(`show.${value}`) }))}
        value={filter.status ?? 'open'}
        onChange={({ currentTarget: { value } }) =>
          onChange({ status: statuses.find((one) => one === value && one !== 'open') })
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
        data={[any, ...alertTypes.map((value) => ({ value, label: t(`type.${value}.title`) }))]}
        value={filter.type ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ type: alertTypes.find((one) => one === value) })}
      />
      {(filter.severity || filter.type) && (
        <Button variant="subtle" size="sm" onClick={() => onChange(nothing)}>
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  );
}
