/** Every address of this portal. */
export const paths = {
  signIn: '/sign-in',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  queue: '/review',
  myDay: '/my-day',
  case: '/review/$id',
  fraudAlerts: '/fraud-alerts',
  fraudAlert: '/fraud-alerts/$id',
  customers: '/customers',
  customer: '/customers/$id',
  signIns: '/sign-ins',
  networks: '/networks',
  policies: '/policies',
  policy: '/policies/$code/$version',
  policyCompare: '/policies/$code/compare',
  policyDraft: '/policy-drafts/$id',
  profile: '/profile',
  security: '/security',
} as const;

/** Route ids, for `getRouteApi`: the pathless layouts `desk` and `cases` are part of them. */
export const routeIds = {
  queue: '/desk/cases/review',
  case: '/desk/cases/review/$id',
  fraudAlerts: '/desk/fraud-alerts',
  fraudAlert: '/desk/fraud-alerts/$id',
  customers: '/desk/customers',
  customer: '/desk/customers/$id',
  signIns: '/desk/sign-ins',
  policy: '/desk/policies/$code/$version',
  policyCompare: '/desk/policies/$code/compare',
  policyDraft: '/desk/policy-drafts/$id',
} as const;
