export * from './accept.ts';
export * from './customers.ts';
export * from './feature.ts';
export * from './invitations.ts';
export * from './people.ts';
export * from './rules.ts';
export * from './users.ts';
export * from './words.ts';
