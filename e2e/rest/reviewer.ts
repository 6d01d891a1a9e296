import { type Json, must, object, type RestClient, rows, text } from './client.ts';

export interface Reviewer {
  readonly api: RestClient;
  readonly access: string;
}

export async function signIn(api: RestClient, credentials: { username: string; password: string }): Promise<Reviewer> {
  const answer = await api({ method: 'POST', path: '/api/auth/login/', body: credentials });
  return { api, access: text(answer, 'access') };
}

/** The customer's case in the queue, by e-mail. */
export async function findCase({ api, access }: Reviewer, email: string): Promise<string> {
  const queue = await api({ method: 'GET', path: `/api/kyc/pending/?search=${encodeURIComponent(email)}`, access });
  const [item, ...others] = rows(queue, 'results');
  must(item && others.length === 0, `the queue has ${String(rows(queue, 'results').length)} cases for ${email}`);
  must(item.status === 'SUBMITTED', `the case is ${String(item.status)} in the queue`);
  return text(item, 'id');
}

/** Takes exactly this case; its lease and version are what decisions need. */
export async function claim({ api, access }: Reviewer, id: string): Promise<Json> {
  const found = object(await api({ method: 'POST', path: `/api/kyc/${id}/claim/`, access }), 'case');
  must(
    found.id === id && found.status === 'IN_REVIEW' && typeof found.lease_expires_at === 'string',
    `claiming answered ${JSON.stringify(found).slice(0, 300)}`,
  );
  return found;
}

/** Takes the most urgent case and hands it back, so that the demo bank stays as it was. */
export async function tryNext({ api, access }: Reviewer): Promise<void> {
  const answer = await api({ method: 'POST', path: '/api/kyc/next/', access });
  const next = object(answer, 'case');
  must(next.status === 'IN_REVIEW', `the next case is ${String(next.status)}`);
  const released = object(await api({ method: 'POST', path: `/api/kyc/${text(next, 'id')}/release/`, access }), 'case');
  must(released.status === 'SUBMITTED', `a released case is ${String(released.status)}`);
}

export async function decide(
  { api, access }: Reviewer,
  verb: 'approve' | 'reject' | 'request-more',
  { found, reasons = [] }: { found: Json; reasons?: object[] },
): Promise<Json> {
  return api({
    method: 'PUT',
    path: `/api/kyc/${text(found, 'id')}/${verb}/`,
    access,
    body: { version: found.version, reasons },
  });
}
