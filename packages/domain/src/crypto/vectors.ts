import { readFileSync } from 'node:fs';
import type { ZodType } from 'zod';

/** Reads a file of `packages/domain/vectors`; for tests only. */
export function readVectors<T>(path: string, schema: ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(new URL(`../../vectors/${path}`, import.meta.url), 'utf8')));
}
