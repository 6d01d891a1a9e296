export * from './check.ts';
export { checkSentence } from './sentences.ts';
export * from './subject.ts';
