import type { CaseCheck } from '@ostiary/domain/identity-checks';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { signInAs } from '../../testing.tsx';
import { aCase, permissions, reviewer } from './case-fixture.ts';
import { openCase } from './case-harness.tsx';

const pan: CaseCheck = {
  kind: 'pan',
  requirement: 'pan',
  state: 'MISMATCH',
  provider: 'simulator',
  reference: 'SIM-1',
  evidence: ['It stands there under another name'],
  finishedAt: '2026-11-21T10:00:00.000Z',
};
const running: CaseCheck = {
  ...pan,
  kind: 'aadhaar',
  requirement: 'aadhaar',
  state: 'RUNNING',
  reference: null,
  evidence: [],
  finishedAt: null,
};
const listed: CaseCheck = {
  ...pan,
  kind: 'screening',
  requirement: 'identity',
  evidence: ['A sanctions list may name the applicant'],
};

async function open(part: Parameters<typeof aCase>[0]) {
  signInAs(permissions, reviewer);
  await openCase(aCase(part));
}

describe('the outside checks of a case', () => {
  it('say who was asked and what the answer was', async () => {
    await open({ checks: [pan, running, listed], documents: [] });
    const section = within(screen.getByRole('region', { name: 'Outside checks' }));
    const [first, second, third] = section.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(first).toMatch(/PAN register.*differs.*under another name.*Asked: simulator · SIM-1/);
    expect(second).toMatch(/Aadhaar register.*being asked/);
    expect(third).toMatch(/Sanctions lists.*possible entry.*may name the applicant/);
  });

  it('take no room where none was made', async () => {
    await open({ checks: [], documents: [] });
    expect(screen.queryByRole('region', { name: 'Outside checks' })).toBeNull();
  });
});
