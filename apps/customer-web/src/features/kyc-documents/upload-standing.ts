import { z } from 'zod';
import { fetchWithSession } from '../../lib/session.ts';

/** The answer of GET /api/uploads/{id}: bytes that are there and in all, and what came of it. */
export const UploadStanding = z.object({
  state: z.enum(['open', 'finished', 'refused', 'cancelled']),
  received: z.int(),
  size: z.int(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type UploadStanding = z.infer<typeof UploadStanding>;

const pathOf = (id: string) => `/api/uploads/${encodeURIComponent(id)}`;

/** Where an upload stands. Rejects with a RestError: `NOT_FOUND` for one that ran out or is another person's. */
export async function readStanding(id: string): Promise<UploadStanding> {
  const response = await fetchWithSession(pathOf(id));
  return UploadStanding.parse(await response.json());
}

/** Takes an upload back; one that cannot be reached runs out by itself. */
export async function takeBackUpload(id: string): Promise<void> {
  await fetchWithSession(pathOf(id), {
    method: 'DELETE',
    headers: { 'tus-resumable': '1.0.0', 'x-requested-by': 'ostiary' },
  }).catch(() => undefined);
}
