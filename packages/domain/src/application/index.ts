export * from './live.ts';
export * from './overview.ts';
export * from './status.ts';
export * from './timeline.ts';
export * from './transitions.ts';
