import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

// The library makes a new set of nine thousand at each question.
const DOMAINS: ReadonlySet<string> = disposableEmailBlocklistSet();

/** Whether the mailbox is of a provider of throw-away addresses, or of any name below one of its domains. */
export function isDisposable(email: string): boolean {
  const labels = email
    .slice(email.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.');
  return labels.some((_, at) => DOMAINS.has(labels.slice(at).join('.')));
}
