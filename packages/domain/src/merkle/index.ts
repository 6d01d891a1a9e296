export * from './ranges.ts';
export * from './tree.ts';
export * from './verify.ts';
