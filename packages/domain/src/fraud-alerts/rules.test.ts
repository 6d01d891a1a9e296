import { describe, expect, it } from 'vitest';
import { type AlertStanding, assertMayOwn, assertMayRelease, assertMayResolve, assertMayWork } from './index.ts';

const me = { id: 'me', version: 3 };
const colleague = { id: 'colleague', name: 'Meera Rao' };
const standing = (more: Partial<AlertStanding> = {}): AlertStanding => ({
  status: 'OPEN',
  version: 3,
  customerId: 'customer',
  owner: null,
  resolved: null,
  ...more,
});
const refusedWith = (code: string) => expect.objectContaining({ code });
const at = new Date('2026-11-21T10:00:00Z');
const resolved = standing({ status: 'RESOLVED', resolved: { by: 'Meera Rao', at } });

describe('work on a fraud alert', () => {
  it.each([assertMayWork, assertMayOwn, assertMayRelease, assertMayResolve])(
    'is never about oneself: %o',
    (assertMay) => {
      expect(() => assertMay(standing({ customerId: 'me' }), me)).toThrow(refusedWith('SELF_REVIEW_FORBIDDEN'));
    },
  );

  it.each([assertMayWork, assertMayOwn, assertMayRelease, assertMayResolve])(
    'ends once it is resolved: %o',
    (assertMay) => {
      expect(() => assertMay(resolved, me)).toThrow(
        expect.objectContaining({
          code: 'ALREADY_REVIEWED',
          details: { status: 'RESOLVED', decidedBy: 'Meera Rao', decidedAt: at.toISOString() },
        }),
      );
    },
  );

  it('is taken over by who has seen the newest state', () => {
    expect(() => assertMayOwn(standing({ owner: colleague }), me)).not.toThrow();
    expect(() => assertMayOwn(standing({ version: 4 }), me)).toThrow(refusedWith('RECORD_CHANGED'));
  });

  it('is given back by its owner alone', () => {
    expect(() => assertMayRelease(standing({ owner: { id: 'me', name: 'Me' } }), me)).not.toThrow();
    expect(() => assertMayRelease(standing({ owner: colleague }), me)).toThrow(refusedWith('CASE_HELD'));
    expect(() => assertMayRelease(standing(), me)).toThrow(refusedWith('CASE_NOT_CLAIMED'));
  });

  it('is closed by its owner, or by anybody while nobody owns it, on the newest state', () => {
    expect(() => assertMayResolve(standing(), me)).not.toThrow();
    expect(() => assertMayResolve(standing({ owner: { id: 'me', name: 'Me' } }), me)).not.toThrow();
    expect(() => assertMayResolve(standing({ owner: colleague }), me)).toThrow(refusedWith('CASE_HELD'));
    expect(() => assertMayResolve(standing({ version: 4 }), me)).toThrow(refusedWith('RECORD_CHANGED'));
  });
});
