export * from './policy.ts';
export * from './us-individual.ts';
