import { z } from 'zod';

/** Ids are UUIDv7, made in the application; brands keep one kind from standing in for another. */
export const UserId = z.uuid().brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const ApplicationId = z.uuid().brand<'ApplicationId'>();
export type ApplicationId = z.infer<typeof ApplicationId>;
export const DocumentId = z.uuid().brand<'DocumentId'>();
export type DocumentId = z.infer<typeof DocumentId>;
export const SessionId = z.uuid().brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;
export const PolicyVersionId = z.uuid().brand<'PolicyVersionId'>();
export type PolicyVersionId = z.infer<typeof PolicyVersionId>;
