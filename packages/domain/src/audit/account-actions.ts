import { type ActionSpec, actionsOf } from './action-spec.ts';

const signIn = actionsOf('sign-in');
const access = actionsOf('access');
const refused = actionsOf('refused');

/** Accounts, sign-ins, sessions, factors, and who may do what. */
export const ACCOUNT_ACTIONS = {
  'session.started': signIn('session'),
  'session.ended': signIn('session', 'reason'),
  'session.stepped-up': signIn('session'),
  'login.failed': signIn('app_user', 'attempts'),
  'step_up.failed': signIn('app_user', 'failures'),
  'sign-in.searched': signIn('login_activity', 'search'),
  'sign-in.reported': signIn('login_activity', 'outcome'),
  'device.forgotten': signIn('known_device'),
  'second_factor.begun': signIn('app_user'),
  'second_factor.enabled': signIn('app_user'),
  'second_factor.disabled': signIn('app_user'),
  'second_factor.recovery-codes-renewed': signIn('app_user'),
  'second_factor.recovery-code-used': signIn('app_user', 'left'),
  'second_factor.refused': signIn('app_user', 'failures'),
  'second_factor.locked': signIn('app_user'),
  'password.set': signIn('app_user'),
  'password.changed': signIn('app_user'),
  'password.reset': signIn('app_user'),
  'password.reset-asked': signIn('app_user'),
  'password.link-sent': signIn('app_user'),
  'password.change-refused': signIn('app_user'),

  'account.created': access('app_user', 'roles'),
  'account.locked': access('app_user'),
  'account.abandoned': access('app_user'),
  'account.unproven-dropped': access('app_user'),
  'phone.abandoned': access('app_user'),
  'contact.confirmed': access('app_user', 'channel'),
  'contact.changed': access('app_user', 'channel', 'value'),
  'account.change-undone': access('app_user', 'change'),
  'profile.changed': access('app_user', 'changed'),
  'preference.changed': access('app_user', 'topic', 'channel', 'isOn'),

  'code.used-up': refused('app_user', 'channel'),
  'action.failed': refused('procedure'),
  'action.refused': refused('procedure', 'code', 'omitted'),
} as const satisfies Record<string, ActionSpec>;
