import { errorCode } from '@ostiary/ui/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { forgetUpload, recallUpload } from './upload-memory.ts';
import { readStanding, takeBackUpload } from './upload-standing.ts';

type Unfinished =
  /** So many bytes of the file are there. */
  { kind: 'open'; id: string; received: number; size: number } | { kind: 'refused'; code: string; message: string };

/** What an earlier page left here. What the server knows no more, or has as a document, is forgotten. */
async function findUnfinished(place: string): Promise<Unfinished | null> {
  const remembered = await recallUpload(place);
  if (!remembered) return null;
  const { id } = remembered;
  const standing = await readStanding(id).catch((error: unknown) => {
    if (errorCode(error) === 'NOT_FOUND') return null;
    throw error;
  });
  if (standing?.state === 'open') return { kind: 'open', id, received: standing.received, size: standing.size };
  await forgetUpload(place);
  return standing?.state === 'refused' && standing.problem ? { kind: 'refused', ...standing.problem } : null;
}

/** The file that a page before this one began to send to this place, if it can be gone on with, and the way to give it up. */
export function useUnfinished(place: string) {
  const queries = useQueryClient();
  const queryKey = ['unfinished-upload', place];
  const found = useQuery({ queryKey, queryFn: () => findUnfinished(place), staleTime: Infinity, gcTime: 0 });
  const giveUp = async () => {
    if (found.data?.kind !== 'open') return;
    await forgetUpload(place);
    await takeBackUpload(found.data.id);
    await queries.invalidateQueries({ queryKey });
  };
  return { unfinished: found.data ?? null, giveUp };
}
