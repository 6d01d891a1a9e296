export * from './case.ts';
export * from './reasons.ts';
export * from './rules.ts';
