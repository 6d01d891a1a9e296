export * from './case.ts';
export { ReasonCode } from './reason-code.ts';
export * from './reasons.ts';
export * from './rules.ts';
