import { describe, expect, it } from 'vitest';
import { confirmsCustomer } from './customers.ts';
import { retentionCutoffs } from './retention.ts';
import { RevealInput, viewerOf } from './reveal.ts';

describe('what the customer reads of a viewer', () => {
  it.each([
    ['KYC_REVIEWER', 'reviewer'],
    ['KYC_REVIEWER,BANK_ADMIN', 'administrator'],
    ['AUDITOR', 'staff'],
    ['', 'staff'],
  ])('is, for %s, %s', (roles, viewer) => {
    expect(viewerOf(roles)).toBe(viewer);
  });
});

describe('a typed confirmation', () => {
  it('counts with spaces and in lower case, and for no other customer', () => {
    expect(confirmsCustomer(' cust 4820 1937 56 ', 'CUST4820193756')).toBe(true);
    expect(confirmsCustomer('CUST4820193757', 'CUST4820193756')).toBe(false);
    expect(confirmsCustomer('', 'CUST4820193756')).toBe(false);
  });
});

describe('a reveal', () => {
  const look = { applicationId: '0190a000-0000-7000-8000-000000000001', purpose: 'MATCH_DOCUMENT' };

  it('names its document exactly when a document’s number is meant', () => {
    const documentId = '0190a000-0000-7000-8000-000000000002';
    expect(RevealInput.safeParse({ ...look, field: 'ssn' }).success).toBe(true);
    expect(RevealInput.safeParse({ ...look, field: 'document_number', documentId }).success).toBe(true);
    expect(RevealInput.safeParse({ ...look, field: 'document_number' }).success).toBe(false);
    expect(RevealInput.safeParse({ ...look, field: 'ssn', documentId }).success).toBe(false);
  });

  it('has a purpose', () => {
    expect(RevealInput.safeParse({ applicationId: look.applicationId, field: 'ssn' }).success).toBe(false);
  });
});

describe('retention', () => {
  it('counts years by the calendar and the rest in days', () => {
    const rules = { refusedDocumentYears: 7, incompleteDays: 90, abandonedDays: 365 };
    const cutoffs = retentionCutoffs(rules, new Date('2026-11-21T10:00:00Z'));
    expect(cutoffs.refusedBefore.toISOString()).toBe('2019-11-21T10:00:00.000Z');
    expect(cutoffs.incompleteBefore.toISOString()).toBe('2026-08-23T10:00:00.000Z');
    expect(cutoffs.abandonedBefore.toISOString()).toBe('2025-11-21T10:00:00.000Z');
  });
});
