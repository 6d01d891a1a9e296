export { apiLinks } from './api-links.ts';
export { errorText } from './error-text.ts';
export { languages, startI18n, type Language } from './i18n.ts';
export { mountPortal } from './mount-portal.tsx';
export { createPortalSession } from './portal-session.ts';
export { createProviders } from './providers.tsx';
export { createQueryClient } from './query-client.ts';
export { SessionEndNote } from './session-end-note.tsx';
export { SessionGuard } from './session-guard.tsx';
