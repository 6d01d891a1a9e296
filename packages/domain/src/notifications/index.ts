export * from './customer-notice.ts';
export * from './notification.ts';
export * from './preferences.ts';
