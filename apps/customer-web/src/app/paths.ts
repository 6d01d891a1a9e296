/** Every address of the portal, once. */
export const paths = {
  home: '/',
  register: '/register',
  registerCode: '/register/code',
  signIn: '/sign-in',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  notMe: '/not-me',
  continue: '/continue',
  email: '/steps/email',
  phone: '/steps/phone',
  identity: '/steps/identity',
  address: '/steps/address',
  ssn: '/steps/ssn',
  taxId: '/steps/tax-id',
  aadhaar: '/steps/aadhaar',
  pan: '/steps/pan',
  bankAccount: '/steps/bank-account',
  business: '/steps/business',
  owners: '/steps/owners',
  controlPerson: '/steps/control-person',
  photoId: '/steps/photo-id',
  proofOfAddress: '/steps/proof-of-address',
  registrationDocument: '/steps/registration-document',
  consent: '/steps/consent',
  checkAnswers: '/check-answers',
  profile: '/profile',
  security: '/security',
  privacy: '/privacy',
} as const;
export type AppPath = (typeof paths)[keyof typeof paths];

/** By requirement code, and `submit` for the last step. */
const steps: Readonly<Record<string, AppPath | undefined>> = {
  email: paths.email,
  phone: paths.phone,
  identity: paths.identity,
  address: paths.address,
  ssn: paths.ssn,
  tax_id_alternative: paths.taxId,
  aadhaar: paths.aadhaar,
  pan: paths.pan,
  bank_account: paths.bankAccount,
  business: paths.business,
  owners: paths.owners,
  control_person: paths.controlPerson,
  photo_id: paths.photoId,
  proof_of_address: paths.proofOfAddress,
  registration_document: paths.registrationDocument,
  consent: paths.consent,
  submit: paths.checkAnswers,
};

/** The page of a requirement; the home page for one that has none yet. */
export function stepPath(code: string | null): AppPath {
  return (code === null ? undefined : steps[code]) ?? paths.home;
}

/** Where to go after signing in: an address of this portal only, never one that a link from elsewhere smuggled in. */
export function safeNext(next: unknown): string | undefined {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return undefined;
  const target = new URL(next, window.location.origin);
  return target.origin === window.location.origin ? `${target.pathname}${target.search}` : undefined;
}
