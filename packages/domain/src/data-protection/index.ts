export * from './customers.ts';
export * from './personal-data.ts';
export * from './retention.ts';
export * from './reveal.ts';
