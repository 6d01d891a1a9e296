/** Every address of this portal. */
export const paths = {
  signIn: '/sign-in',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  queue: '/review',
  case: '/review/$id',
  signIns: '/sign-ins',
  networks: '/networks',
  profile: '/profile',
  security: '/security',
} as const;

/** Route ids, for `getRouteApi`: the pathless layouts `desk` and `cases` are part of them. */
export const routeIds = {
  queue: '/desk/cases/review',
  case: '/desk/cases/review/$id',
  signIns: '/desk/sign-ins',
} as const;
