import { ORIGIN } from './bank.ts';

const headers = { 'content-type': 'application/json', 'x-requested-by': 'ostiary' };

export interface Answered {
  readonly ms: number;
  readonly status: number;
  /** All that a stranger sees of the answer but its time: status, code and names of headers. */
  readonly seen: string;
}

interface Attempt {
  readonly name: string;
  /** A wrong one unless given. */
  readonly password?: string;
  /** Where the attempt claims to come from; the bench is the door's proxy. */
  readonly address?: string;
}

/** One attempt to sign in over REST, timed from the first byte sent to the last one read. */
export async function login({ name, password = 'Wrong-password-1', address }: Attempt): Promise<Answered> {
  const begun = performance.now();
  const answer = await fetch(`${ORIGIN}/api/auth/login/`, {
    method: 'POST',
    headers: address === undefined ? headers : { ...headers, 'x-forwarded-for': address },
    body: JSON.stringify({ username: name, password }),
  });
  const body = await answer.text();
  const ms = performance.now() - begun;
  const names = Array.from(answer.headers.keys()).toSorted();
  const { code } = JSON.parse(body) as { code?: string }; // our own API, by its document
  return { ms, status: answer.status, seen: JSON.stringify([answer.status, code, names]) };
}
