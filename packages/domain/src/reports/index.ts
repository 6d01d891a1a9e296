export * from './figures.ts';
export * from './funnel.ts';
export * from './histogram.ts';
export * from './kyc-report.ts';
export * from './period.ts';
export * from './security-report.ts';
export * from './texts.ts';
