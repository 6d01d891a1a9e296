/** Every address of this portal. */
export const paths = {
  signIn: '/sign-in',
  queue: '/review',
  case: '/review/$id',
  profile: '/profile',
} as const;

/** Route ids, for `getRouteApi`: the pathless layouts `desk` and `cases` are part of them. */
export const routeIds = {
  queue: '/desk/cases/review',
  case: '/desk/cases/review/$id',
} as const;
