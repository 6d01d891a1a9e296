import { NativeSelect, Stack, Title } from '@mantine/core';
import type { AuditItem, AuditPage } from '@ostiary/domain/audit';
import { Callout, exactTime, Pager, sayDate, useLabels } from '@ostiary/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditTurn } from './audit-search.ts';
import { RecordRow } from './record-row.tsx';
import classes from './audit.module.css';

interface Day {
  key: string;
  at: Date;
  records: AuditItem[];
}

/** Neighbours of one day of the reader's clock. */
function daysOf(records: readonly AuditItem[]): Day[] {
  const days: Day[] = [];
  for (const record of records) {
    const at = new Date(record.at);
    const key = at.toDateString();
    const last = days.at(-1);
    if (last?.key === key) last.records.push(record);
    else days.push({ key, at, records: [record] });
  }
  return days;
}

function Days({ records }: { records: readonly AuditItem[] }) {
  const { t } = useTranslation('audit');
  const { locale } = useLabels();
  return daysOf(records).map(({ key, at, records: ofDay }) => (
    <section key={key} className={classes.day}>
      <Title order={2} size="h4">
        {sayDate({ at, now: new Date(), locale })}
      </Title>
      <ol className={classes.records} aria-label={t('recordsOf', { day: sayDate({ at, now: new Date(), locale }) })}>
        {ofDay.map((record) => (
          <RecordRow key={record.id} record={record} />
        ))}
      </ol>
    </section>
  ));
}

/** The order of a list, for its heading row. */
function OrderField({ order, onTurn }: { order: AuditTurn['order']; onTurn: (turn: AuditTurn) => void }) {
  const { t } = useTranslation('audit');
  return (
    <NativeSelect
      size="sm"
      aria-label={t('order.label')}
      data={[
        { value: 'newest', label: t('order.newest') },
        { value: 'oldest', label: t('order.oldest') },
      ]}
      value={order ?? 'newest'}
      onChange={({ currentTarget: { value } }) => onTurn({ order: value === 'oldest' ? 'oldest' : undefined })}
    />
  );
}

interface RecordListProps {
  page: AuditPage;
  isBusy: boolean;
  onTurn: (turn: AuditTurn) => void;
  order: AuditTurn['order'];
  /** Beside the order. */
  above?: ReactNode;
}

/** Records under their days, and the pages before and after. */
export function RecordList({ page, isBusy, onTurn, order, above }: RecordListProps) {
  const { t } = useTranslation('audit');
  const { locale } = useLabels();
  const { items, previous, next, readUntil } = page;
  return (
    <Stack gap="lg" aria-busy={isBusy}>
      <div className={classes.listHead}>
        {above}
        <OrderField order={order} onTurn={onTurn} />
      </div>
      <Days records={items} />
      {readUntil && <Callout tone="info">{t('readUntil', { at: exactTime(new Date(readUntil), locale) })}</Callout>}
      <div className={classes.foot}>
        <Pager
          label={t('pages')}
          text={t('shown', { count: items.length })}
          onPrevious={previous === null ? undefined : () => onTurn({ order, cursor: previous })}
          onNext={next === null ? undefined : () => onTurn({ order, cursor: next })}
        />
      </div>
    </Stack>
  );
}
