export * from './document.ts';
export * from './upload.ts';
