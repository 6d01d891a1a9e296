/** A reviewer; invented. */
export const meera = { id: '0190a000-0000-7000-8000-000000000090', name: 'Meera Rao' };

/** The same as `profile.get` answers. */
export const meeraProfile = {
  id: meera.id,
  username: 'reviewer',
  email: 'meera@example.com',
  firstName: 'Meera',
  lastName: 'Rao',
  phoneNumber: '',
  roles: [],
  lastLogin: null,
};
