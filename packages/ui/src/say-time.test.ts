import { describe, expect, it } from 'vitest';
import { sayDate, sayTime } from './say-time.ts';

const now = new Date(2026, 10, 20, 12, 0);
const say = (at: Date) => sayTime({ at, now, locale: 'en-GB' });

describe('sayTime', () => {
  it.each([
    [new Date(2026, 10, 20, 11, 59, 40), 'Now'],
    [new Date(2026, 10, 20, 11, 48), '12 minutes ago'],
    [new Date(2026, 10, 20, 12, 30), 'in 30 minutes'],
    [new Date(2026, 10, 20, 9, 4), 'Today, 09:04'],
    [new Date(2026, 10, 19, 18, 40), 'Yesterday, 18:40'],
    [new Date(2026, 10, 21, 8, 0), 'Tomorrow, 08:00'],
    [new Date(2026, 9, 3), '3 October'],
    [new Date(2024, 4, 3), '3 May 2024'],
  ])('says %s as %s', (at, said) => {
    expect(say(at)).toBe(said);
  });

  it('speaks Hindi', () => {
    expect(sayDate({ at: new Date(2026, 9, 3), now, locale: 'hi-IN' })).toBe('3 अक्टूबर');
  });
});
