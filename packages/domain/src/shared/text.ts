import { z } from 'zod';

/** PostgreSQL holds no NUL, and the audit log's form of JSON (RFC 8785, 3.2.2.2) no half of a surrogate pair. */
export const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

/** Free text that reaches a column, a record or a search: trimmed, at most `max` UTF-16 code units, perhaps empty. */
export const freeText = (max: number) =>
  z.string({ error: 'REQUIRED' }).trim().max(max, 'TOO_LONG').refine(isStorable, 'INVALID');

/** Fixed width, so texts compare as the days do. PostgreSQL knows no year 0, and nothing here is older than 1900. */
const isOfOurTime = (iso: string) => iso >= '1900';

/** A moment in UTC, as ISO 8601. */
export const Moment = z.iso.datetime({ error: 'DATE_FORMAT' }).refine(isOfOurTime, 'DATE_FORMAT');
/** A day, `YYYY-MM-DD`. */
export const Day = z.iso.date('DATE_FORMAT').refine(isOfOurTime, 'DATE_FORMAT');
