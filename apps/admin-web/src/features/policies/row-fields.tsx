import { NativeSelect } from '@mantine/core';
import { RiskBand } from '@ostiary/domain/application';
import { ConsentVersion } from '@ostiary/domain/consent';
import { type DocumentSide, DocumentType } from '@ostiary/domain/kyc-documents';
import {
  ALTERNATIVE_OF,
  DOCUMENT_WORDS,
  type PolicyRequirement,
  RISK_WORDS,
  SAYS,
  SIDE_WORDS,
  SIDES_OF,
} from '@ostiary/domain/policy';
import { useTranslation } from 'react-i18next';
import { ChoiceGroup } from './choice-group.tsx';
import { NumberField } from './number-field.tsx';
import { useTold } from './use-told.ts';
import classes from './policies.module.css';

export interface RowFieldsProps<Row extends PolicyRequirement = PolicyRequirement> {
  row: Row;
  /** `requirements.3` */
  path: string;
  problem: (path: string) => string | undefined;
  onChange: (row: PolicyRequirement) => void;
}
type Of<Kind extends PolicyRequirement['kind']> = RowFieldsProps<Extract<PolicyRequirement, { kind: Kind }>>;

/** Nobody chosen means that everyone is asked. */
function AskedOf({ row, path, problem, onChange }: Of<'data'> | Of<'document'>) {
  const { t } = useTranslation('policies');
  return (
    <ChoiceGroup
      legend={t('edit.atRisk')}
      name={`${path}.atRisk`}
      options={RiskBand.options}
      words={RISK_WORDS}
      value={row.atRisk ?? []}
      error={problem(`${path}.atRisk`)}
      onChange={(bands) => onChange({ ...row, atRisk: bands.length > 0 ? bands : undefined })}
    />
  );
}

function DocumentFields(props: Of<'document'>) {
  const { row, path, problem, onChange } = props;
  const { t } = useTranslation('policies');
  const told = useTold();
  /** A type without a side is not accepted. */
  const accept = (type: DocumentType, sides: DocumentSide[]) => {
    const others = row.accepts.filter((one) => one.type !== type);
    const accepts = DocumentType.options.flatMap((option) =>
      option === type ? (sides.length > 0 ? [{ type, sides }] : []) : others.filter((one) => one.type === option),
    );
    onChange({ ...row, accepts });
  };
  return (
    <>
      {DocumentType.options.map((type) => (
        <ChoiceGroup
          key={type}
          legend={told(DOCUMENT_WORDS[type])}
          name={`${path}.accepts.${type}`}
          options={SIDES_OF[type]}
          words={SIDE_WORDS}
          value={row.accepts.find((one) => one.type === type)?.sides ?? []}
          onChange={(sides) => accept(type, sides)}
        />
      ))}
      {problem(`${path}.accepts`) && <p className={classes.problem}>{problem(`${path}.accepts`)}</p>}
      <NumberField
        label={t('edit.maxAgeDays')}
        name={`${path}.maxAgeDays`}
        value={row.maxAgeDays}
        error={problem(`${path}.maxAgeDays`)}
        onChange={(maxAgeDays) => onChange({ ...row, maxAgeDays })}
      />
      <AskedOf {...props} />
    </>
  );
}

function DataFields(props: Of<'data'>) {
  const { row, path, problem, onChange } = props;
  const { t } = useTranslation('policies');
  const told = useTold();
  const other = ALTERNATIVE_OF[row.code];
  return (
    <>
      {other && (
        <NativeSelect
          size="sm"
          maw="20rem"
          label={t('edit.alternative')}
          name={`${path}.alternative`}
          data={[
            { value: '', label: told(SAYS.nothing) },
            { value: other, label: told(SAYS.row(other)) },
          ]}
          value={row.alternative ?? ''}
          error={problem(`${path}.alternative`)}
          onChange={(event) => onChange({ ...row, alternative: event.currentTarget.value === '' ? undefined : other })}
        />
      )}
      <AskedOf {...props} />
    </>
  );
}

/** What can be set of one row, by its kind. */
export function RowFields({ row, ...rest }: RowFieldsProps) {
  const { t } = useTranslation('policies');
  switch (row.kind) {
    case 'contact':
      return null;
    case 'data':
      return <DataFields row={row} {...rest} />;
    case 'document':
      return <DocumentFields row={row} {...rest} />;
    case 'consent':
      return (
        <NativeSelect
          size="sm"
          maw="20rem"
          label={t('edit.textVersion')}
          name={`${rest.path}.textVersion`}
          data={ConsentVersion.options}
          value={row.textVersion}
          error={rest.problem(`${rest.path}.textVersion`)}
          onChange={(event) => rest.onChange({ ...row, textVersion: ConsentVersion.parse(event.currentTarget.value) })}
        />
      );
  }
}
