export * from './activity.ts';
export * from './networks.ts';
export * from './password.ts';
export * from './second-factor.ts';
export * from './session.ts';
export * from './throttle.ts';
