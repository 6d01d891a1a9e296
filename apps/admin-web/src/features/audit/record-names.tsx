import type { AuditItem } from '@ostiary/domain/audit';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { sayNumber } from './say-fact.ts';

/** Customers by number, staff by name, the rest by what they were. */
export function actorText({ kind, name, customerNumber, isErased }: AuditItem['actor'], t: TFunction): string {
  if (kind === 'system' || kind === 'anonymous') return t(`audit:actor.${kind}`);
  if (isErased) return t('audit:actor.erased');
  return customerNumber ? sayNumber(customerNumber) : (name ?? t('audit:actor.unknown'));
}

/** Who acted, leading to everything they did. */
export function ActorName({ actor }: Pick<AuditItem, 'actor'>) {
  const { t } = useTranslation();
  const text = actorText(actor, t);
  if (actor.id === null) return <strong>{text}</strong>;
  return (
    <Link to={paths.auditPerson} params={{ id: actor.id }}>
      {text}
    </Link>
  );
}

const people: readonly string[] = ['app_user', 'customer'];

function targetText({ target: { type, id, label }, actor }: AuditItem, t: TFunction): string {
  if (people.includes(type) && id !== null && id === actor.id) return t('audit:target.self');
  if (label) return sayNumber(label);
  return type === 'procedure' && id
    ? id
    : t(`audit:target.unnamed.${type}`, { defaultValue: t('audit:target.unknown') });
}

/** What it was done to, leading to the trail that it is part of. */
export function TargetName({ record }: { record: AuditItem }) {
  const { t } = useTranslation();
  const { type, id, caseId } = record.target;
  const text = targetText(record, t);
  if (caseId !== null)
    return (
      <Link to={paths.auditCase} params={{ id: caseId }}>
        {text}
      </Link>
    );
  if (people.includes(type) && id !== null && id !== record.actor.id)
    return (
      <Link to={paths.auditPerson} params={{ id }}>
        {text}
      </Link>
    );
  return text;
}
