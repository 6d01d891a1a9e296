export * from './alert.ts';
export * from './raise.ts';
export * from './rules.ts';
export * from './texts.ts';
