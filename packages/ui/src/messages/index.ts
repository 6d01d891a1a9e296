export { Bell } from './bell.tsx';
export { MessagePreferences } from './message-preferences.tsx';
