export * from './case.ts';
export * from './desk.ts';
export * from './queue.ts';
export { ReasonCode } from './reason-code.ts';
export * from './reasons.ts';
export * from './rules.ts';
export * from './rules-reasons.ts';
export * from './rules-second.ts';
