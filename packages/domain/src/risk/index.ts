export * from './assessment.ts';
export * from './facts.ts';
export * from './override.ts';
export { type RiskRule } from './rule.ts';
export * from './rules.ts';
export * from './signals.ts';
