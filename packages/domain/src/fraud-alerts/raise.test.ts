import { describe, expect, it } from 'vitest';
import type { RaisedSignal } from '../risk/index.ts';
import { claimsOf, isNews, raisedAgain } from './index.ts';

const signal = (code: RaisedSignal['code'], facts: RaisedSignal['facts'] = {}): RaisedSignal => ({
  code,
  points: 20,
  facts,
});
const kinds = (codes: RaisedSignal['code'][], score = 20) =>
  claimsOf({ score, signals: codes.map((code) => signal(code)) }).map(({ type, severity }) => [type, severity]);

describe('the alerts that an assessment asks for', () => {
  it.each([
    [['SSN_SHARED', 'PAN_SHARED', 'AADHAAR_SHARED', 'TAX_ID_SHARED'], 'SHARED_IDENTITY', 'HIGH'],
    [['DOCUMENT_SHARED'], 'SHARED_DOCUMENT', 'HIGH'],
    [['SCREENING_HIT'], 'SANCTIONS_HIT', 'CRITICAL'],
    [['DEVICE_SHARED', 'NETWORK_SHARED'], 'SHARED_DEVICE', 'MEDIUM'],
    [['VELOCITY'], 'VELOCITY', 'MEDIUM'],
  ] as const)('are one for %j: %s, %s', (codes, type, severity) => {
    expect(kinds([...codes])).toEqual([[type, severity]]);
  });

  it('are none for points alone below 70, and one more from there on', () => {
    expect(kinds(['EMAIL_DISPOSABLE', 'BANK_ACCOUNT_SHARED'], 69)).toEqual([]);
    expect(kinds(['EMAIL_DISPOSABLE'], 70)).toEqual([['HIGH_RISK', 'HIGH']]);
    expect(kinds(['VELOCITY'], 100)).toHaveLength(2);
  });

  it('hold the signals of their own kind, a high score all of them', () => {
    const signals = [signal('VELOCITY'), signal('EMAIL_DISPOSABLE')];
    const [velocity, high] = claimsOf({ score: 70, signals });
    expect(velocity?.signals).toEqual([signals[0]]);
    expect(high?.signals).toEqual(signals);
  });
});

describe('a claim after an alert was closed', () => {
  const claim = (type: 'VELOCITY' | 'HIGH_RISK', facts: RaisedSignal['facts']) => ({
    type,
    severity: 'MEDIUM' as const,
    score: 20,
    signals: [signal('VELOCITY', facts)],
  });
  const closed = (resolution: 'TRUE_POSITIVE' | 'FALSE_POSITIVE', facts: RaisedSignal['facts']) => ({
    resolution,
    signals: [signal('VELOCITY', facts)],
  });

  it('is no news as long as nothing counts more than what was judged', () => {
    const judged = [closed('FALSE_POSITIVE', { count: 5, kind: 'address' })];
    expect(isNews(claim('VELOCITY', { count: 5, kind: 'address' }), judged)).toBe(false);
    expect(isNews(claim('VELOCITY', { count: 4, kind: 'address' }), judged)).toBe(false);
    expect(isNews(claim('VELOCITY', { count: 6, kind: 'address' }), judged)).toBe(true);
    expect(isNews(claim('VELOCITY', { count: 5, kind: 'device' }), judged)).toBe(true);
  });

  it('is news where it was fraud, or nothing was closed', () => {
    expect(isNews(claim('VELOCITY', {}), [])).toBe(true);
    const judged = [closed('TRUE_POSITIVE', { count: 9 }), closed('FALSE_POSITIVE', { count: 1 })];
    expect(isNews(claim('VELOCITY', { count: 1 }), judged)).toBe(true);
    expect(isNews(claim('VELOCITY', { count: 1 }), judged.toReversed())).toBe(false);
    expect(isNews(claim('VELOCITY', { count: 5 }), judged.toReversed())).toBe(true);
  });

  it('of a high score is news once another rule adds to it, not when a count moves', () => {
    const judged = [closed('FALSE_POSITIVE', { count: 1 })];
    expect(isNews(claim('HIGH_RISK', { count: 9 }), judged)).toBe(false);
    const more = { ...claim('HIGH_RISK', { count: 1 }), signals: [signal('CONTACT_NEW'), signal('VELOCITY')] };
    expect(isNews(more, judged)).toBe(true);
  });
});

describe('an open alert that is raised again', () => {
  const open = { severity: 'HIGH', score: 60, signals: [signal('SSN_SHARED', { others: 1 })] } as const;

  it('stays as it is where nothing is new', () => {
    expect(raisedAgain(open, { ...open, severity: 'MEDIUM', score: 20 })).toBeNull();
  });

  it('keeps the graver severity, the higher score and every signal', () => {
    const claim = { severity: 'MEDIUM', score: 80, signals: [signal('PAN_SHARED')] } as const;
    expect(raisedAgain(open, claim)).toEqual({
      severity: 'HIGH',
      score: 80,
      signals: [...claim.signals, ...open.signals],
    });
    const more = { ...open, signals: [signal('SSN_SHARED', { others: 2 })] };
    expect(raisedAgain(open, more)).toEqual(more);
  });
});
