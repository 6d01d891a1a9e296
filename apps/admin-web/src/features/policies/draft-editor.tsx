import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { RiskBand } from '@ostiary/domain/application';
import { CHECK_WORDS, CheckKind, RISK_WORDS } from '@ostiary/domain/policy';
import { Callout, FormErrors, SubmitButton } from '@ostiary/ui';
import { useTranslation } from 'react-i18next';
import { ChoiceGroup } from './choice-group.tsx';
import { NumberField } from './number-field.tsx';
import { RowList } from './row-list.tsx';
import type { DraftEditing } from './use-draft-editor.ts';
import classes from './policies.module.css';

/** A code of the rules in the reader's language, by the path it belongs to. */
function useProblem({ problems }: DraftEditing) {
  const { t } = useTranslation('policies');
  return (path: string) => {
    const code = problems[path];
    return code === undefined ? undefined : t(`problem.${code}`, { defaultValue: t('problem.INVALID') });
  };
}

function PolicyForm({ editing }: { editing: DraftEditing }) {
  const { t } = useTranslation('policies');
  const problem = useProblem(editing);
  const { policy, edit, isApart, isPending } = editing;
  return (
    // No fieldset: its legends would name every field of the summary.
    <div className={classes.form} role="group" inert={isApart || isPending} aria-label={t('edit.form')}>
      <TextInput
        size="sm"
        label={t('part.title')}
        name="title"
        maxLength={80}
        value={policy.title}
        error={problem('title')}
        onChange={(event) => edit({ ...policy, title: event.currentTarget.value })}
      />
      <NumberField
        label={t('edit.dueHours')}
        name="dueHours"
        value={policy.dueHours}
        error={problem('dueHours')}
        onChange={(dueHours) => edit({ ...policy, dueHours })}
      />
      <NumberField
        label={t('edit.ownerThresholdPercent')}
        name="ownerThresholdPercent"
        value={policy.ownerThresholdPercent}
        error={problem('ownerThresholdPercent')}
        onChange={(ownerThresholdPercent) => edit({ ...policy, ownerThresholdPercent })}
      />
      <ChoiceGroup
        legend={t('part.secondApprovalAt')}
        name="secondApprovalAt"
        options={RiskBand.options}
        words={RISK_WORDS}
        value={policy.secondApprovalAt}
        error={problem('secondApprovalAt')}
        onChange={(secondApprovalAt) => edit({ ...policy, secondApprovalAt })}
      />
      <ChoiceGroup
        legend={t('part.checks')}
        name="checks"
        options={CheckKind.options}
        words={CHECK_WORDS}
        value={policy.checks}
        error={problem('checks')}
        onChange={(checks) => edit({ ...policy, checks })}
      />
      <RowList
        rows={policy.requirements}
        problem={problem}
        onChange={(requirements) => edit({ ...policy, requirements })}
      />
    </div>
  );
}

/** The draft as a form and, beside it, as JSON: either may be edited, the other follows. */
export function DraftEditor({ editing, onReload }: { editing: DraftEditing; onReload: () => void }) {
  const { t } = useTranslation('policies');
  const problem = useProblem(editing);
  const paths = Object.keys(editing.problems);
  const errors = Object.fromEntries(
    paths.map((path) => [path, path === 'json' ? problem(path) : `${problem(path) ?? ''} (${path})`]),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        editing.submit();
      }}
    >
      <Stack gap="lg">
        <FormErrors
          title={t('problem.title')}
          errors={errors}
          attempt={editing.attempt}
          message={editing.isOvertaken ? undefined : editing.failure}
        />
        {editing.isOvertaken && (
          <Callout tone="refusal" role="alert" title={t('overtaken.title')}>
            <Stack gap="xs" align="flex-start">
              <span>{t('overtaken.text')}</span>
              <Button variant="default" size="sm" onClick={onReload}>
                {t('overtaken.reload')}
              </Button>
            </Stack>
          </Callout>
        )}
        {editing.isApart && <Callout tone="caution">{t('edit.apart')}</Callout>}
        <div className={classes.editor}>
          <PolicyForm editing={editing} />
          <Textarea
            className={classes.json}
            label={t('edit.json')}
            description={t('edit.jsonNote')}
            name="json"
            rows={28}
            spellCheck={false}
            disabled={editing.isPending}
            value={editing.text}
            error={problem('json')}
            onChange={(event) => editing.editText(event.currentTarget.value)}
          />
        </div>
        <Textarea
          label={t('edit.note')}
          name="note"
          maxLength={1_000}
          rows={3}
          value={editing.note}
          error={problem('note')}
          onChange={(event) => editing.editNote(event.currentTarget.value)}
        />
        <Group gap="sm">
          <SubmitButton isPending={editing.isPending} disabled={!editing.isDirty}>
            {t('common:ui.save')}
          </SubmitButton>
          <span role="status">{editing.isSaved && !editing.isDirty ? t('edit.saved') : ''}</span>
        </Group>
      </Stack>
    </form>
  );
}
