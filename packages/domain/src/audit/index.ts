export { type ActionSpec, AuditCategory, AuditTarget } from './action-spec.ts';
export * from './actions.ts';
export * from './export.ts';
export * from './facts.ts';
export * from './rest-log.ts';
export * from './search.ts';
export * from './verification.ts';
