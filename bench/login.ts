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

interface Asked {
  readonly path: string;
  readonly body: object;
  readonly address?: string | undefined;
}

/** One question over REST, timed from the first byte sent to the last one read. */
async function ask({ path, body, address }: Asked): Promise<Answered> {
  const begun = performance.now();
  const answer = await fetch(`${ORIGIN}${path}`, {
    method: 'POST',
    headers: address === undefined ? headers : { ...headers, 'x-forwarded-for': address },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  const ms = performance.now() - begun;
  const names = Array.from(answer.headers.keys()).toSorted();
  const { code } = (text === '' ? {} : JSON.parse(text)) as { code?: string }; // our own API, by its document
  return { ms, status: answer.status, seen: JSON.stringify([answer.status, code, names]) };
}

/** One attempt to sign in. */
export const login = ({ name, password = 'Wrong-password-1', address }: Attempt): Promise<Answered> =>
  ask({ path: '/api/auth/login/', body: { username: name, password }, address });

/** One person who says that they forgot their password. */
export const forgot = ({ name }: Pick<Attempt, 'name'>): Promise<Answered> =>
  ask({ path: '/api/auth/password/forgot/', body: { username: name } });
