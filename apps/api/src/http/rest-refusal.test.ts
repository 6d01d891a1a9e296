import { DomainError, fieldConflict } from '@ostiary/domain/shared';
import { describe, expect, it } from 'vitest';
import { domainRefusal } from './rest-refusal.ts';

describe('a refusal on the REST face', () => {
  it('carries the facts of its code at the top level, in snake_case', () => {
    const error = new DomainError('ALREADY_REVIEWED', {
      details: { status: 'APPROVED', decidedBy: 'Test reviewer', decidedAt: '2026-11-21T09:00:00.000Z' },
    });
    expect(domainRefusal(error, 'r1')).toMatchObject({
      status: 409,
      body: {
        detail: error.message,
        code: 'ALREADY_REVIEWED',
        request_id: 'r1',
        status: 'APPROVED',
        decided_by: 'Test reviewer',
        decided_at: '2026-11-21T09:00:00.000Z',
      },
    });
  });

  it('never lets a fact replace the code or the sentence', () => {
    const error = new DomainError('CASE_HELD', { details: { code: 'OTHER', detail: 'x', heldBy: 'Ana' } });
    expect(domainRefusal(error, 'r1').body).toEqual({
      code: 'CASE_HELD',
      detail: error.message,
      request_id: 'r1',
      held_by: 'Ana',
    });
  });

  it('shapes a conflict of one field like a field problem', () => {
    expect(domainRefusal(fieldConflict('phoneNumber', 'PHONE_TAKEN'), 'r1')).toMatchObject({
      status: 409,
      body: { codes: { phone_number: ['PHONE_TAKEN'] } },
    });
  });

  it('asks to come back when it is busy', () => {
    expect(domainRefusal(new DomainError('BUSY'), 'r1')).toMatchObject({ status: 503, retryAfterSeconds: 2 });
    expect(domainRefusal(new DomainError('RATE_LIMITED', { retryAfterSeconds: 40 }), 'r1')).toMatchObject({
      status: 429,
      retryAfterSeconds: 40,
    });
  });
});
