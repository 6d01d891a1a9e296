export * from './errors.ts';
export * from './field-problems.ts';
export * from './ids.ts';
export * from './language.ts';
export * from './permissions.ts';
export * from './text.ts';
