import { createContext, use } from 'react';

/** Every word the components say by themselves; the app translates them once. Dates use `locale` (BCP 47). */
export interface UiLabels {
  locale: string;
  appName: string;
  skipToContent: string;
  loading: string;
  retry: string;
  cancel: string;
  close: string;
  previous: string;
  next: string;
  optional: string;
  day: string;
  month: string;
  year: string;
  showPassword: string;
  hidePassword: string;
  selectAll: string;
  sortBy: (column: string) => string;
  step: (current: number, total: number) => string;
  /** The request id a person can quote to the bank. */
  requestId: (id: string) => string;
  /** A safe sentence for any failure; never the raw message of an exception. */
  errorText: (error: unknown) => string;
  errorRequestId: (error: unknown) => string | undefined;
  colourScheme: { title: string; light: string; dark: string; auto: string };
}

const LabelsContext = createContext<UiLabels | null>(null);
export const UiLabelsProvider = LabelsContext.Provider;

export function useLabels(): UiLabels {
  const labels = use(LabelsContext);
  if (!labels) throw new Error('UiProvider with labels is missing above this component');
  return labels;
}
