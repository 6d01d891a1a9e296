import { type Policy, type PolicyChange, type PolicyRequirement, SAYS } from '@ostiary/domain/policy';
import type { Told } from '@ostiary/domain/shared';
import { useTranslation } from 'react-i18next';
import { ChangeMark } from './change-list.tsx';
import { useTold } from './use-told.ts';
import classes from './policies.module.css';

interface Fact {
  /** Last part of its path; also its word in the locale. */
  key: string;
  words: Told;
}

const policyFacts = (policy: Policy): Fact[] => [
  { key: 'title', words: SAYS.text(policy.title) },
  { key: 'dueHours', words: SAYS.hours(policy.dueHours) },
  { key: 'ownerThresholdPercent', words: SAYS.percent(policy.ownerThresholdPercent) },
  { key: 'secondApprovalAt', words: SAYS.bands(policy.secondApprovalAt) },
  { key: 'checks', words: SAYS.checks(policy.checks) },
];

function rowFacts(row: PolicyRequirement): Fact[] {
  switch (row.kind) {
    case 'contact':
      return [];
    case 'consent':
      return [{ key: 'textVersion', words: SAYS.text(row.textVersion) }];
    case 'data':
      return [
        ...(row.alternative ? [{ key: 'alternative', words: SAYS.alternative(row.alternative) }] : []),
        ...(row.atRisk ? [{ key: 'atRisk', words: SAYS.asked(row.atRisk) }] : []),
      ];
    case 'document':
      return [
        { key: 'accepts', words: SAYS.accepts(row.accepts) },
        { key: 'maxAgeDays', words: SAYS.days(row.maxAgeDays) },
        ...(row.atRisk ? [{ key: 'atRisk', words: SAYS.asked(row.atRisk) }] : []),
      ];
  }
}

interface FactsProps {
  facts: readonly Fact[];
  /** Before each key, for its path: `requirements.photo_id.`. */
  prefix?: string;
  changes: readonly PolicyChange[];
}

function Facts({ facts, prefix = '', changes }: FactsProps) {
  const { t } = useTranslation('policies');
  const told = useTold();
  return (
    <dl className={classes.facts}>
      {facts.map(({ key, words }) => {
        const change = changes.find(({ path }) => path === `${prefix}${key}`);
        return (
          <div key={key} data-changed={change ? true : undefined}>
            <dt>{t(`part.${key}`)}</dt>
            <dd>
              {told(words)} {change && <ChangeMark kind={change.kind} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface PolicyBodyProps {
  policy: Policy;
  /** Names the list, where two stand side by side. */
  label: string;
  /** Differences to mark, as far as they are on this side. */
  changes?: readonly PolicyChange[];
}

/** A whole policy to read: its settings, then its rows in their order. */
export function PolicyBody({ policy, label, changes = [] }: PolicyBodyProps) {
  const { t } = useTranslation('policies');
  const told = useTold();
  return (
    <div className={classes.body}>
      <Facts facts={policyFacts(policy)} changes={changes} />
      <ol className={classes.rows} aria-label={t('rowsOf', { label })}>
        {policy.requirements.map((row) => {
          const path = `requirements.${row.code}`;
          const own = changes.filter((change) => change.path === path);
          return (
            <li key={row.code} data-changed={own.length > 0 ? true : undefined}>
              <div className={classes.rowTitle}>
                <strong>{told(SAYS.row(row.code))}</strong>
                <span className={classes.quiet}>{t(`kind.${row.kind}`)}</span>
                {own.map(({ kind }) => (
                  <ChangeMark key={kind} kind={kind} />
                ))}
              </div>
              <Facts facts={rowFacts(row)} prefix={`${path}.`} changes={changes} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

interface SideBySideProps {
  from: { label: string; policy: Policy };
  to: { label: string; policy: Policy };
  changes: readonly PolicyChange[];
}

/** Two policies beside each other; on a narrow screen, one after the other. */
export function SideBySide({ from, to, changes }: SideBySideProps) {
  const sides = [
    { ...from, marks: changes.filter(({ kind }) => kind === 'removed' || kind === 'changed') },
    { ...to, marks: changes.filter(({ kind }) => kind !== 'removed') },
  ];
  return (
    <div className={classes.sides}>
      {sides.map(({ label, policy, marks }, at) => (
        <section key={at} aria-label={label}>
          <h3>{label}</h3>
          <PolicyBody policy={policy} label={label} changes={marks} />
        </section>
      ))}
    </div>
  );
}
