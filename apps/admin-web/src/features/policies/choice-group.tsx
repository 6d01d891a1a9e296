import { Checkbox } from '@mantine/core';
import type { Told } from '@ostiary/domain/shared';
import type { ReactNode } from 'react';
import { useTold } from './use-told.ts';
import classes from './policies.module.css';

interface ChoiceGroupProps<Option extends string> {
  legend: string;
  /** Its path in the policy. */
  name: string;
  options: readonly Option[];
  words: Readonly<Record<Option, Told>>;
  value: readonly Option[];
  error?: ReactNode;
  onChange: (value: Option[]) => void;
}

/** Several of a few, in the order of `options`. */
export function ChoiceGroup<Option extends string>(props: ChoiceGroupProps<Option>) {
  const { legend, name, options, words, value, error, onChange } = props;
  const told = useTold();
  return (
    <fieldset className={classes.group} data-path={name}>
      <legend>{legend}</legend>
      <div className={classes.choices}>
        {options.map((option) => (
          <Checkbox
            key={option}
            size="sm"
            label={told(words[option])}
            checked={value.includes(option)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              onChange(options.filter((one) => (one === option ? isOn : value.includes(one))));
            }}
          />
        ))}
      </div>
      {error && <p className={classes.problem}>{error}</p>}
    </fieldset>
  );
}
