/** A REST answer whose status was the expected one. */
export type Json = Record<string, unknown>;

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object | FormData;
  readonly access?: string;
  readonly expect?: number | readonly number[];
}

export class Surprise extends Error {}

/** Ends the journey with what was expected and what came. */
export function must(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Surprise(sentence);
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One door's REST face. Every call names the status it expects; any other one is a surprise with the whole answer. */
export function restClient(base: string) {
  return async ({ method, path, body, access, expect = 200 }: Call): Promise<Json> => {
    const isForm = body instanceof FormData;
    const answer = await fetch(new URL(path, base), {
      method,
      headers: {
        accept: 'application/json',
        ...(access === undefined ? {} : { authorization: `Bearer ${access}` }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...(isForm ? { 'x-requested-by': 'ostiary' } : {}),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    must(
      [expect].flat().includes(answer.status),
      `${method} ${path} answered ${answer.status} instead of ${[expect].flat().join(' or ')}: ${text.slice(0, 600)}`,
    );
    const json: unknown = text === '' ? {} : JSON.parse(text);
    must(isRecord(json), `${method} ${path} answered no JSON object: ${text.slice(0, 200)}`);
    return json;
  };
}

export type RestClient = ReturnType<typeof restClient>;

export function text(json: Json, key: string): string {
  const value = json[key];
  must(typeof value === 'string', `"${key}" is no text in ${JSON.stringify(json).slice(0, 300)}`);
  return value;
}

export function rows(json: Json, key: string): Json[] {
  const value = json[key];
  must(Array.isArray(value), `"${key}" is no list in ${JSON.stringify(json).slice(0, 300)}`);
  return value.filter(isRecord);
}

export function object(json: Json, key: string): Json {
  const value = json[key];
  must(isRecord(value), `"${key}" is no object in ${JSON.stringify(json).slice(0, 300)}`);
  return value;
}

/** Asks again until `ask` has an answer, for work that the bank does in the background. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    must(Date.now() < end, `${what}: nothing after ${seconds} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
