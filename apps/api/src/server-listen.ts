import { createServer, type Server } from 'node:http';
import type { Express } from 'express';

const DRAIN_MS = 25_000;

/** A door of the building: its application, the setting that moves its port, and where it listens. */
export interface DoorPlace {
  readonly app: Express;
  readonly setting: 'PUBLIC_PORT' | 'STAFF_PORT';
  readonly port: number;
  readonly host: string | undefined;
}

function listen({ app, setting, port, host }: DoorPlace): Promise<Server> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 120_000, keepAliveTimeout: 10_000 }, app);
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use. Stop what uses it, or start with ${setting}=<another port>.`)
          : error,
      );
    });
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => done(server));
  });
}

/** Browsers may take either loopback address for `localhost`; IPv6 may be switched off. */
async function listenOnLoopback(place: DoorPlace): Promise<Server[]> {
  const server = await listen({ ...place, host: '127.0.0.1' });
  const six = await listen({ ...place, host: '::1' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return null;
    throw error;
  });
  return six ? [server, six] : [server];
}

/** Opens a door. Rejects with an Error that names port and setting when somebody else holds the port. */
export async function openDoor(place: DoorPlace, { isLocal }: { isLocal: boolean }): Promise<Server[]> {
  return place.host === undefined && isLocal ? listenOnLoopback(place) : [await listen(place)];
}

/** Takes no new connection, lets the answers under way finish, and cuts what is left after 25 s. */
export async function closeDoor(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed.finally(() => clearTimeout(cut));
}
