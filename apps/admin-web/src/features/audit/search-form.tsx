import { Button, NativeSelect, TextInput } from '@mantine/core';
import { AuditAction, type AuditCategory, AUDIT_SEARCH_LIMITS, actionsIn, AuditSearch } from '@ostiary/domain/audit';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditFilter, categories, isNarrowed } from './audit-search.ts';
import { useActionName } from './record-sentence.tsx';
import classes from './audit.module.css';

interface FormProps {
  filter: AuditFilter;
  onSearch: (filter: AuditFilter) => void;
}

/** What is being typed, over what stands in the address: back and forward change it under the fields. */
function useDraft(filter: AuditFilter) {
  const [draft, setDraft] = useState(filter);
  const [known, setKnown] = useState(filter);
  if (JSON.stringify(known) !== JSON.stringify(filter)) {
    setKnown(filter);
    setDraft(filter);
  }
  return [draft, setDraft] as const;
}

interface FieldsProps {
  draft: AuditFilter;
  onChange: (part: AuditFilter) => void;
}

function ActionFields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation('audit');
  const nameOf = useActionName();
  const any = { value: '', label: t('filter.any') };
  const choicesOf = (category: AuditCategory) =>
    actionsIn(category)
      .map((value) => ({ value: String(value), label: nameOf(value) }))
      .toSorted((one, other) => one.label.localeCompare(other.label));
  const groups = categories.map((category) => ({ group: t(`category.${category}`), items: choicesOf(category) }));
  return (
    <>
      <NativeSelect
        size="sm"
        label={t('filter.category')}
        data={[any, ...categories.map((value) => ({ value, label: t(`category.${value}`) }))]}
        value={draft.category ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ category: categories.find((one) => one === value), action: undefined })
        }
      />
      <NativeSelect
        size="sm"
        label={t('filter.action')}
        data={[any, ...(draft.category ? choicesOf(draft.category) : groups)]}
        value={draft.action ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ action: AuditAction.safeParse(value).data })}
      />
    </>
  );
}

const dayFields = ['from', 'to'] as const;

function PeriodFields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation();
  return dayFields.map((day) => (
    <TextInput
      key={day}
      type="date"
      size="sm"
      label={t(`common:filter.${day}`)}
      value={draft[day] ?? ''}
      onChange={({ currentTarget: { value } }) => onChange({ [day]: value || undefined })}
    />
  ));
}

const textFields = [
  { name: 'person', longest: 254 },
  { name: 'target', longest: 100 },
] as const;

function WordFields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation('audit');
  return (
    <>
      <TextInput
        type="search"
        size="sm"
        className={classes.wide}
        label={t('filter.text')}
        placeholder={t('filter.textHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={AUDIT_SEARCH_LIMITS.textLength}
        value={draft.text ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ text: value || undefined })}
      />
      {textFields.map(({ name, longest }) => (
        <TextInput
          key={name}
          size="sm"
          label={t(`filter.${name}`)}
          placeholder={t(`filter.${name}Hint`)}
          spellCheck={false}
          maxLength={longest}
          value={draft[name] ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ [name]: value || undefined })}
        />
      ))}
    </>
  );
}

const trimmed = (filter: AuditFilter): AuditFilter =>
  Object.fromEntries(
    Object.entries<string | undefined>({ ...filter }).map(([name, value]) => [name, value?.trim() || undefined]),
  );

/** Asks when it is sent, not while it is typed: each search is itself on record. */
export function SearchForm({ filter, onSearch }: FormProps) {
  const { t } = useTranslation('audit');
  const [draft, setDraft] = useDraft(filter);
  const [isWrong, setWrong] = useState(false);
  const change = (part: AuditFilter) => setDraft({ ...draft, ...part });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const asked = trimmed(draft);
    const isRight = AuditSearch.shape.ip.safeParse(asked.ip).success;
    setWrong(!isRight);
    if (isRight) onSearch(asked);
  };
  return (
    <form role="search" aria-label={t('filter.label')} className={classes.form} onSubmit={send}>
      <WordFields draft={draft} onChange={change} />
      <ActionFields draft={draft} onChange={change} />
      <TextInput
        size="sm"
        label={t('filter.address')}
        placeholder="203.0.113.0/24"
        spellCheck={false}
        maxLength={50}
        error={isWrong && t('filter.addressWrong')}
        value={draft.ip ?? ''}
        onChange={({ currentTarget: { value } }) => change({ ip: value || undefined })}
      />
      <PeriodFields draft={draft} onChange={change} />
      <div className={classes.formEnd}>
        <Button type="submit" size="sm">
          {t('filter.search')}
        </Button>
        {isNarrowed(filter) && (
          <Button variant="subtle" size="sm" onClick={() => onSearch({})}>
            {t('filter.clear')}
          </Button>
        )}
        <span className={classes.quiet}>{t('filter.onRecord')}</span>
      </div>
    </form>
  );
}
