import { Stack, UnstyledButton } from '@mantine/core';
import type { AuditItem } from '@ostiary/domain/audit';
import { exactTime, Pill, useLabels } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { RecordChanges } from './record-changes.tsx';
import { RecordSentence } from './record-sentence.tsx';
import { RecordTechnical } from './record-technical.tsx';
import classes from './audit.module.css';

function Clock({ at }: { at: string }) {
  const { locale } = useLabels();
  const moment = new Date(at);
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' });
  return (
    <time dateTime={at} title={exactTime(moment, locale)} className={classes.clock}>
      {clock.format(moment)}
    </time>
  );
}

/** Where it came from; `system` works inside the bank. */
function Origin({ record: { ip, actor, category } }: { record: AuditItem }) {
  const { t } = useTranslation('audit');
  return (
    <>
      {category === null ? (
        <Pill tone="refusal">{t('unknownAction.mark')}</Pill>
      ) : category === 'refused' ? (
        <Pill tone="caution">{t('category.refused')}</Pill>
      ) : (
        <span>{t(`category.${category}`)}</span>
      )}
      {ip && actor.kind !== 'system' && (
        <Link to={paths.audit} search={{ ip }} title={t('onlyAddress', { ip })}>
          {t('fromAddress', { ip })}
        </Link>
      )}
    </>
  );
}

function Details({ record, id }: { record: AuditItem; id: string }) {
  const { t } = useTranslation('audit');
  return (
    <Stack id={id} gap="md" pt="sm">
      <RecordChanges record={record} />
      <details className={classes.details}>
        <summary>{t('technical.title')}</summary>
        <RecordTechnical record={record} />
      </details>
      <Link to={paths.auditRecord} params={{ id: record.id }}>
        {t('openRecord')}
      </Link>
    </Stack>
  );
}

/** One record: when, who did what to whom, from where; more on demand. */
export function RecordRow({ record }: { record: AuditItem }) {
  const { t } = useTranslation('audit');
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <li className={classes.record}>
      <Clock at={record.at} />
      <div className={classes.recordBody}>
        <p className={classes.sentence}>
          <RecordSentence record={record} />
        </p>
        <div className={classes.origin}>
          <Origin record={record} />
          <UnstyledButton
            className={classes.more}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            {t(isOpen ? 'hideDetails' : 'details')}
          </UnstyledButton>
        </div>
        {isOpen && <Details record={record} id={id} />}
      </div>
    </li>
  );
}
