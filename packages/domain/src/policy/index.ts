export * from './compare.ts';
export * from './packs.ts';
export * from './policy.ts';
export * from './replay.ts';
export * from './schema.ts';
export * from './sentences.ts';
export { ALTERNATIVE_OF, SIDES_OF } from './soundness.ts';
export * from './views.ts';
export * from './words.ts';
