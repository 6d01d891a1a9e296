import { beforeAll, describe, expect, it } from 'vitest';
import { publicRouter, staffRouter } from '../router.ts';
import { openApiDocument } from './openapi.ts';

interface Document {
  paths: Record<
    string,
    Record<
      string,
      {
        security?: unknown[];
        parameters?: { name: string }[];
        responses: Record<string, { content?: unknown; headers?: object }>;
      }
    >
  >;
}

/** Method and path of every procedure that has a place on the REST face. */
function routesOf(router: typeof publicRouter | typeof staffRouter): string[] {
  return Object.values(router._def.procedures).flatMap((procedure) => {
    const route = procedure._def.meta?.route;
    return route?.path === undefined ? [] : [`${String(route.method).toLowerCase()} ${route.path}/`];
  });
}

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  const properties: unknown = Reflect.get(value, 'properties');
  const own = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  return [...own, ...Object.values(value).flatMap(keysOf)];
}

describe.each([
  { door: 'customer', router: publicRouter },
  { door: 'staff', router: staffRouter },
] as const)('the OpenAPI document of the $door door', ({ door, router }) => {
  let document: Document;
  beforeAll(async () => {
    document = (await openApiDocument({ router, door })) as Document; // as far as the tests read it
  });
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`));

  it('has every procedure with a route, uploads by hand, and nothing else', () => {
    const ofUpload = ['head', 'patch', 'delete', 'get'].map((method) => `${method} /uploads/{id}`);
    const byHand = door === 'customer' ? ['post /kyc/upload/', 'post /uploads', ...ofUpload] : [];
    expect(operations().toSorted()).toEqual([...routesOf(router), ...byHand].toSorted());
  });

  it('knows no camelCase key or parameter', () => {
    const parameters = Object.values(document.paths).flatMap((item) =>
      Object.values(item).flatMap((operation) => operation.parameters?.map(({ name }) => name) ?? []),
    );
    expect([...keysOf(document.paths), ...parameters].filter((key) => /[A-Z]/.test(key))).toEqual([]);
  });

  it('asks for a bearer token except where one is earned', () => {
    const open = Object.entries(document.paths).filter(([, item]) =>
      Object.values(item).some(({ security }) => security?.length === 0),
    );
    expect(open.map(([path]) => path).toSorted()).toEqual(
      [
        '/auth/login/',
        '/auth/login/verify/',
        '/auth/logout/',
        '/auth/password/forgot/',
        '/auth/password/reset/',
        '/auth/refresh/',
        ...(door === 'customer'
          ? ['/auth/register/', '/auth/register/initiate/', '/auth/register/resend/', '/auth/register/verify/']
          : []),
      ].toSorted(),
    );
  });

  it('says where the next bytes of an upload go', () => {
    const sent = document.paths['/uploads/{id}']?.patch?.responses['204']?.headers;
    expect(Object.keys(sent ?? {})).toEqual(door === 'customer' ? ['upload-offset', 'ostiary-document-id'] : []);
  });

  it('promises no body with 204', () => {
    expect(document.paths['/auth/logout/']?.post?.responses['204']?.content).toBeUndefined();
  });
});

describe('a change of profile', () => {
  it('answers 202 with the same body while a new phone number waits', async () => {
    const { paths } = (await openApiDocument({ router: publicRouter, door: 'customer' })) as Document; // as above
    const { 200: changed, 202: waiting } = paths['/profile/']?.put?.responses ?? {};
    expect(waiting?.content).toEqual(changed?.content);
    expect(JSON.stringify(waiting?.content)).toContain('phone_number');
  });
});
