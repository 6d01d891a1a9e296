import { Section } from '@ostiary/ui';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { usePermission } from '../../lib/person.ts';
import type { ExportSearch } from './audit-search.ts';

/** The case itself, for who may open it. */
export function CaseLink({ id }: { id: string }) {
  const { t } = useTranslation('audit');
  const canOpen = usePermission('review.read');
  if (!canOpen) return null;
  return (
    <Section title={t('trail.case.more')}>
      <Link to={paths.case} params={{ id }}>
        {t('trail.case.open')}
      </Link>
    </Section>
  );
}

/** The whole trail as a file, for who may take the record along. */
export function ExportTrailLink({ search }: { search: ExportSearch }) {
  const { t } = useTranslation('audit');
  const canExport = usePermission('audit.export');
  if (!canExport) return null;
  return (
    <Link to={paths.auditExports} search={search}>
      {t('trail.export')}
    </Link>
  );
}

/** From the form of an export back to what it holds, to change it. */
export function WhatIsExported({ search: { ofCase, ofPerson, ...filter } }: { search: ExportSearch }) {
  const { t } = useTranslation('audit');
  if (ofCase !== undefined)
    return (
      <Link to={paths.auditCase} params={{ id: ofCase }}>
        {t('exports.toTrail')}
      </Link>
    );
  if (ofPerson !== undefined)
    return (
      <Link to={paths.auditPerson} params={{ id: ofPerson }}>
        {t('exports.toTrail')}
      </Link>
    );
  return (
    <Link to={paths.audit} search={filter}>
      {t('exports.change')}
    </Link>
  );
}
