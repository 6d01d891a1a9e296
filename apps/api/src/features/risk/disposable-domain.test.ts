import { describe, expect, it } from 'vitest';
import { isDisposable } from './disposable-domain.ts';

describe('a mailbox', () => {
  it.each(['a@mailinator.com', 'a@MAILINATOR.com', 'a@inbox.mailinator.com'])('is for throwing away at %s', (email) => {
    expect(isDisposable(email)).toBe(true);
  });

  it.each(['a@example.com', 'a@mailinator.example', 'mailinator.com@example.com', 'a@com'])('is not at %s', (email) => {
    expect(isDisposable(email)).toBe(false);
  });
});
