export * from './event.ts';
export * from './kinds.ts';
export * from './rules.ts';
export * from './texts.ts';
