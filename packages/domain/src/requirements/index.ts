export * from './catalogue.ts';
export * from './code.ts';
export * from './data.ts';
export * from './ledger.ts';
export * from './row.ts';
