export * from './checkpoint.ts';
export * from './export-file.ts';
export * from './note.ts';
