/** Who may call what, in the words of the tests: people of the test bank by name. */

export const CUSTOMER = ['customer', 'otherCustomer'] as const;
export const DESK = ['reviewer', 'admin'] as const;
export const STAFF = [...DESK, 'auditor'] as const;
export const OVERSEERS = ['admin', 'auditor'] as const;
export const ADMIN = ['admin'] as const;
export const AUDITOR = ['auditor'] as const;
export const ANYONE = 'anyone' as const;

/** What both doors offer to their own people. */
export const identityOf = (people: readonly string[]) => ({
  'auth.rules': ANYONE,
  'auth.login': ANYONE,
  'auth.verify': ANYONE,
  'auth.refresh': ANYONE,
  'auth.logout': ANYONE,
  'auth.stepUp': people,
  'password.forgot': ANYONE,
  'password.reset': ANYONE,
  'recovery.undo': ANYONE,
  'password.change': people,
  'secondFactor.status': people,
  'secondFactor.begin': people,
  'secondFactor.confirm': people,
  'secondFactor.renewRecoveryCodes': people,
  'secondFactor.disable': people,
  'sessions.list': people,
  'sessions.revoke': people,
  'sessions.revokeOthers': people,
  'sessions.devices': people,
  'sessions.forgetDevice': people,
  'activity.mine': people,
  'activity.report': people,
  'preferences.list': people,
  'preferences.set': people,
});
