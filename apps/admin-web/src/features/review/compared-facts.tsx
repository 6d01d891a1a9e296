import type { CaseView, ComparedFact } from '@ostiary/domain/review';
import { IconEqualNot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RevealValue } from './reveal-value.tsx';
import classes from './facts.module.css';

/** Everything that was typed, each beside what the documents and the registers say of it. */
function factsOf(view: CaseView): ComparedFact[] {
  const hasContact = view.data.some(({ requirement }) => requirement === 'email' || requirement === 'phone');
  const contact = [
    { requirement: 'email', label: 'email', value: view.email },
    { requirement: 'phone', label: 'phone', value: view.phoneNumber },
  ] as const;
  const typed = (hasContact ? view.data : [...contact, ...view.data]).filter(({ value }) => value !== '');
  const known = new Map(view.comparison.map((fact) => [fact.label, fact]));
  const alone = { document: null, register: null, differs: false };
  const given = typed.map(({ requirement, label, value }) => ({
    ...(known.get(label) ?? alone),
    requirement,
    label,
    typed: value,
  }));
  const others = view.comparison.filter(({ label }) => !typed.some((datum) => datum.label === label));
  return [...given, ...others];
}

function Source({ value, isMarked, name }: { value: string | null; isMarked: boolean; name: string }) {
  return (
    <td data-differs={isMarked && value !== null ? true : undefined}>
      {/* On a phone the columns stand under each other and say what they are. */}
      <span className={classes.source}>{name}</span>
      {value ?? <span className={classes.none}>–</span>}
    </td>
  );
}

interface RowsProps {
  view: CaseView;
  fact: ComparedFact;
  isCurrent: boolean;
  hasRegister: boolean;
}

function FactRows({ view, fact, isCurrent, hasRegister }: RowsProps) {
  const { t } = useTranslation('review');
  const { label, typed, document, register, differs } = fact;
  const name = t([`data.${label}`, `privacy:data.${label}`], { defaultValue: label });
  const isAlone = document === null && register === null;
  const columns = hasRegister ? 3 : 2;
  return (
    <tbody data-current={isCurrent ? true : undefined}>
      <tr>
        <th scope="rowgroup" colSpan={columns}>
          {name}
          {differs && (
            <span className={classes.differs}>
              <IconEqualNot size={16} aria-hidden />
              {t('compare.differs')}
            </span>
          )}
        </th>
      </tr>
      <tr>
        <td colSpan={isAlone ? columns : undefined}>
          {!isAlone && <span className={classes.source}>{t('compare.typed')}</span>}
          {typed === null ? (
            <span className={classes.none}>–</span>
          ) : (
            <RevealValue view={view} field={label} name={name} masked={typed} />
          )}
        </td>
        {!isAlone && <Source value={document} isMarked={differs} name={t('compare.document')} />}
        {!isAlone && hasRegister && <Source value={register} isMarked={differs} name={t('compare.register')} />}
      </tr>
    </tbody>
  );
}

/** What the applicant typed, what stands on the document and in the register, side by side; identifiers come masked. */
export function ComparedFacts({ view, current }: { view: CaseView; current: string | undefined }) {
  const { t } = useTranslation('review');
  const facts = factsOf(view);
  const hasRegister = facts.some(({ register }) => register !== null);
  const different = facts.filter(({ differs }) => differs).length;
  return (
    <section>
      <h2 className={classes.label} id="compared-facts">
        {t('compare.title')}
      </h2>
      {different > 0 && <p className={classes.count}>{t('compare.count', { count: different })}</p>}
      <table className={classes.facts} aria-labelledby="compared-facts">
        <thead>
          <tr>
            <th scope="col">{t('compare.typed')}</th>
            <th scope="col">{t('compare.document')}</th>
            {hasRegister && <th scope="col">{t('compare.register')}</th>}
          </tr>
        </thead>
        {facts.map((fact, index) => (
          <FactRows
            key={index}
            view={view}
            fact={fact}
            isCurrent={fact.requirement !== undefined && fact.requirement === current}
            hasRegister={hasRegister}
          />
        ))}
      </table>
    </section>
  );
}
