import { Button, Group } from '@mantine/core';
import { NEWEST_CONSENT } from '@ostiary/domain/consent';
import { type PolicyRequirement, SAYS } from '@ostiary/domain/policy';
import { DATA_CODES } from '@ostiary/domain/requirements';
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { RowFields } from './row-fields.tsx';
import { useTold } from './use-told.ts';
import classes from './policies.module.css';

/** Every row there can be, as it begins when it is switched on. */
const FRESH: readonly PolicyRequirement[] = [
  { kind: 'contact', code: 'email' },
  { kind: 'contact', code: 'phone' },
  ...DATA_CODES.map((code) => ({ kind: 'data' as const, code })),
  { kind: 'document', code: 'photo_id', accepts: [{ type: 'PASSPORT', sides: ['FRONT'] }] },
  { kind: 'document', code: 'proof_of_address', accepts: [{ type: 'UTILITY_BILL', sides: ['FRONT'] }] },
  { kind: 'document', code: 'registration_document', accepts: [{ type: 'OTHER', sides: ['FRONT'] }] },
  { kind: 'consent', code: 'consent', textVersion: NEWEST_CONSENT },
];

const asked = (rows: readonly PolicyRequirement[]) =>
  rows.flatMap((row) => (row.kind === 'data' && row.alternative ? [row.code, row.alternative] : [row.code]));

interface RowListProps {
  rows: readonly PolicyRequirement[];
  problem: (path: string) => string | undefined;
  onChange: (rows: PolicyRequirement[]) => void;
}

interface RowHeadProps {
  title: string;
  at: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function RowHead({ title, at, count, onMove, onRemove }: RowHeadProps) {
  const { t } = useTranslation('policies');
  return (
    <div className={classes.rowHead}>
      <strong id={`row-${at}`}>{title}</strong>
      <Group gap={4}>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={at === 0}
          aria-label={t('edit.up', { title })}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={16} aria-hidden />
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          disabled={at === count - 1}
          aria-label={t('edit.down', { title })}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={16} aria-hidden />
        </Button>
        <Button variant="subtle" size="compact-sm" aria-label={t('edit.removeRow', { title })} onClick={onRemove}>
          {t('edit.remove')}
        </Button>
      </Group>
    </div>
  );
}

/** Rows that are not asked for, each one press away. */
function OffRows({ rows, onAdd }: { rows: readonly PolicyRequirement[]; onAdd: (row: PolicyRequirement) => void }) {
  const { t } = useTranslation('policies');
  const told = useTold();
  const off = FRESH.filter(({ code }) => !asked(rows).includes(code));
  if (off.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <legend>{t('edit.off')}</legend>
      <div className={classes.choices}>
        {off.map((row) => (
          <Button
            key={row.code}
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label={t('edit.addRow', { title: told(SAYS.row(row.code)) })}
            onClick={() => onAdd(row)}
          >
            {told(SAYS.row(row.code))}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

/** After a row moved or went, the focus stays with the list: the pressed button may be gone. */
function useListFocus(count: number) {
  const list = useRef<HTMLOListElement>(null);
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current) list.current?.focus();
    before.current = count;
  }, [count]);
  return list;
}

/** The rows of the policy in their order, and those that it leaves out. */
export function RowList({ rows, problem, onChange }: RowListProps) {
  const { t } = useTranslation('policies');
  const told = useTold();
  const list = useListFocus(rows.length);
  const move = (at: number, by: -1 | 1) => {
    const next = [...rows];
    next.splice(at + by, 0, ...next.splice(at, 1));
    onChange(next);
  };
  return (
    <>
      <ol ref={list} tabIndex={-1} className={classes.rowEditors} aria-label={t('edit.rows')}>
        {rows.map((row, at) => (
          <li key={row.code} aria-labelledby={`row-${at}`}>
            <RowHead
              title={told(SAYS.row(row.code))}
              at={at}
              count={rows.length}
              onMove={(by) => move(at, by)}
              onRemove={() => onChange(rows.filter((one) => one !== row))}
            />
            {problem(`requirements.${at}.code`) && (
              <p className={classes.problem}>{problem(`requirements.${at}.code`)}</p>
            )}
            <div className={classes.rowFields}>
              <RowFields
                row={row}
                path={`requirements.${at}`}
                problem={problem}
                onChange={(next) => onChange(rows.map((one) => (one === row ? next : one)))}
              />
            </div>
          </li>
        ))}
      </ol>
      {problem('requirements') && <p className={classes.problem}>{problem('requirements')}</p>}
      <OffRows rows={rows} onAdd={(row) => onChange([...rows, row])} />
    </>
  );
}
