import type { IdentityRouter } from '@ostiary/api/router';
import { createRenderers } from '../portal-testing.tsx';
import { apiLinks } from '../portal/api-links.ts';
import { startI18n } from '../portal/i18n.ts';
import { createPortalSession } from '../portal/portal-session.ts';
import { createProviders } from '../portal/providers.tsx';
import { identity } from './identity-api.ts';

const session = createPortalSession({ door: 'customer' });
const Providers = createProviders<IdentityRouter>(identity.Provider);

const ui = { retry: 'Try again', cancel: 'Cancel', close: 'Close', showPassword: 'Show', hidePassword: 'Hide' };
const errors = { UNKNOWN: 'Something went wrong.', NETWORK: 'No connection.' };

export const startWords = () =>
  startI18n({ english: { './locales/en/common.json': { appName: 'Portal', ui, errors } }, others: {} });

/** Screens of this feature as a portal stands them up. */
export const { renderWithApi } = createRenderers((parts) => (
  <Providers
    {...parts}
    // Made when rendered: a client keeps the fetch it finds, and msw puts its own there first.
    client={identity.createClient({ links: apiLinks({ session, batch: false }) })}
    env="test"
  />
));

/** Of nobody: an invented customer. */
export const signedIn = {
  access: 'access',
  accessExpiresAt: '2030-01-01T00:00:00.000Z',
  sessionEndsAt: '2030-01-02T00:00:00.000Z',
  idleMinutes: null,
  user: { username: 'asha' },
};
const device = { browser: 'Firefox', system: 'Windows', kind: 'desktop' } as const;
const phone = { browser: 'Chrome', system: 'Android', kind: 'phone' } as const;
const at = '2026-11-20T10:00:00.000Z';
const who = { device, address: '192.0.2.7' } as const;

export const rules = { profile: 'standard', passwordMinLength: 8, isSecondFactorRequired: false } as const;
export const factorOff = { isOn: false, since: null, recoveryCodesLeft: 0, isRequired: false } as const;
export const factorOn = { isOn: true, since: at, recoveryCodesLeft: 9, isRequired: false } as const;
export const sessions = {
  sessions: [
    { ...who, id: '1', isCurrent: true, startedAt: at, lastUsedAt: at, endsAt: at, hasSecondFactor: false },
    {
      ...who,
      device: phone,
      id: '2',
      isCurrent: false,
      startedAt: at,
      lastUsedAt: at,
      endsAt: at,
      hasSecondFactor: false,
    },
  ],
} as const;
const base = { ...who, at, isNewDevice: false, isCurrent: false, reportedAt: null } as const;
export const firstPage = {
  items: [
    { ...base, id: 'a1', outcome: 'SUCCEEDED', isCurrent: true },
    { ...base, id: 'a2', outcome: 'SUCCEEDED', device: phone, isNewDevice: true },
  ],
  nextCursor: 'next',
} as const;
export const lastPage = { items: [{ ...base, id: 'a3', outcome: 'FAILED' }], nextCursor: null } as const;
