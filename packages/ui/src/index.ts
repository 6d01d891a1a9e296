export { Callout, type CalloutTone } from './callout.tsx';
export { ColorSchemeToggle } from './colour-scheme-toggle.tsx';
export { ConfirmDialog } from './confirm-dialog.tsx';
export { DataTable, type Column, type Selection, type Sort } from './data-table.tsx';
export { CheckedForm } from './security/checked-form.tsx';
export { DateField } from './date-field.tsx';
export { FileDrop, type FileDropState, type FileDropText } from './file-drop.tsx';
export { CodeInput, PasswordField, SubmitButton, type PasswordRule } from './form-controls.tsx';
export { FormErrors } from './form-errors.tsx';
export { useLabels, type UiLabels } from './labels.tsx';
export { Mark } from './mark.tsx';
export { Kbd, Progress, StepIndicator } from './meter.tsx';
export { ActionCard, Page, Section } from './page.tsx';
export { Pager } from './pager.tsx';
export { EmptyNote, QueryView, type ViewableQuery } from './query-view.tsx';
export { exactTime, sayDate, sayTime } from './say-time.ts';
export { Brand, CustomerShell, DeskColumns, DeskShell, HeaderMenu } from './shell.tsx';
export {
  Pill,
  StatusIcon,
  StatusMark,
  TaskList,
  TaskRow,
  Timeline,
  type Status,
  type TimelineEntry,
} from './status.tsx';
export { Time } from './time.tsx';
export { UiProvider } from './ui-provider.tsx';
export { toFormErrors, useFormFailure } from './use-form-failure.ts';
