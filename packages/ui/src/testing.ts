import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import '@testing-library/jest-dom/vitest';
import type { UiLabels } from './labels.tsx';

// A busy machine draws late; a second is no bound that says anything about a screen.
const PATIENCE_MS = 10_000;

/** jsdom lacks what Mantine asks of a browser. */
export function stubBrowser(): void {
  configure({ asyncUtilTimeout: PATIENCE_MS });
  if (typeof window === 'undefined') return;
  window.matchMedia = (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  });
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  window.HTMLElement.prototype.scrollIntoView = () => undefined;
  window.scrollTo = () => undefined;
  const noEvents = { addEventListener: () => undefined, removeEventListener: () => undefined };
  Object.defineProperty(document, 'fonts', { configurable: true, value: noEvents });
}

/** An unexpected console.error fails the test that caused it. */
export function failOnConsoleError(): void {
  const errors: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((...parts: unknown[]) => void errors.push(parts.map(String).join(' ')));
  afterEach(() => {
    cleanup();
    const seen = errors.splice(0);
    if (seen.length > 0) throw new Error(`console.error was called:\n${seen.join('\n')}`);
  });
}

export const testLabels: UiLabels = {
  locale: 'en-GB',
  appName: 'Ostiary Bank',
  skipToContent: 'Skip to content',
  loading: 'Loading',
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  previous: 'Previous',
  next: 'Next',
  optional: 'optional',
  day: 'Day',
  month: 'Month',
  year: 'Year',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  selectAll: 'Select all',
  sortBy: (column) => `Sort by ${column}`,
  step: (current, total) => `Step ${current} of ${total}`,
  requestId: (id) => `Quote ${id} if you contact us`,
  errorText: () => 'Something went wrong',
  errorRequestId: () => undefined,
  colourScheme: { title: 'Colours', light: 'Light', dark: 'Dark', auto: 'As the device' },
};
