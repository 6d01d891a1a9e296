import { Button, NativeSelect } from '@mantine/core';
import { Callout } from '@ostiary/ui';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/errors.ts';
import { AssignOutcome } from './queue-assign-outcome.tsx';
import type { QueueOptions } from './queue-choices.ts';
import type { ShownRow } from './queue-list.ts';
import { useAction } from './use-action.ts';
import { useAssign } from './use-assign.ts';
import classes from './queue.module.css';

interface AssignBarProps {
  chosen: readonly ShownRow[];
  options: QueueOptions;
  /** The ids that stay chosen. */
  onChosen: (ids: ReadonlySet<string>) => void;
}

const nobody = 'nobody';

function AssignControls({
  chosen,
  options,
  onChosen,
  assign,
}: AssignBarProps & { assign: ReturnType<typeof useAssign> }) {
  const { t } = useTranslation('queue');
  const [to, setTo] = useState('');
  const field = useRef<HTMLSelectElement>(null);
  useAction('assign', () => field.current?.focus());
  const held = chosen.filter(({ claimedBy }) => claimedBy !== null).length;
  const people = options.choices?.reviewers.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return (
    <form
      className={classes.assign}
      onSubmit={(event) => {
        event.preventDefault();
        assign.give(chosen, to === nobody ? null : to);
      }}
    >
      <strong role="status">{t('assign.chosen', { count: chosen.length })}</strong>
      <NativeSelect
        ref={field}
        size="sm"
        required
        aria-label={t('assign.to')}
        data={[{ value: '', label: t('assign.pick') }, { value: nobody, label: t('assign.nobody') }, ...people]}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" loading={assign.isPending} disabled={to === ''}>
        {to === nobody ? t('assign.takeBack') : t('assign.action')}
      </Button>
      <Button variant="subtle" size="sm" onClick={() => onChosen(new Set())}>
        {t('assign.clear')}
      </Button>
      {held > 0 && to !== nobody && <span className={classes.hint}>{t('assign.held', { count: held })}</span>}
    </form>
  );
}

/** Gives the chosen cases to a colleague or takes the wish back; below the list, so that no row moves. */
export function AssignBar(props: AssignBarProps) {
  const { t } = useTranslation('queue');
  const assign = useAssign(props.onChosen);
  if (props.chosen.length === 0 && !assign.outcome && !assign.error) return null;
  return (
    <section className={classes.assignBar} aria-label={t('assign.title')}>
      {assign.outcome && <AssignOutcome {...assign.outcome} onClose={assign.forget} />}
      {assign.error && (
        <Callout tone="refusal" role="alert">
          {errorText(assign.error, t)}
        </Callout>
      )}
      {props.chosen.length > 0 && <AssignControls {...props} assign={assign} />}
    </section>
  );
}
