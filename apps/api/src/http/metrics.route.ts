import { equalBytes } from '@ostiary/domain/crypto';
import { type Request, Router } from 'express';
import { createBacklog } from '../backlog.ts';
import type { Deps } from '../context.ts';

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const OWN_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/** A proxy on this machine comes from loopback too, but says for whom; a page that was rebound to loopback keeps its name. */
function isLocal(req: Request): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => req.headers[name] !== undefined,
  );
  const name = (req.headers.host ?? '').replace(/:\d+$/, '');
  return !isForwarded && OWN_NAMES.includes(name) && LOOPBACK.includes(req.socket.remoteAddress ?? '');
}

function hasToken(req: Request, token: string | undefined): boolean {
  if (token === undefined) return false;
  return equalBytes(Buffer.from(req.headers.authorization ?? ''), Buffer.from(`Bearer ${token}`));
}

/** `/metrics` for Prometheus: to this machine, or to whoever has `METRICS_TOKEN`; for others it is not there. */
export function metricsRoute(deps: Deps): Router {
  const routes = Router();
  const backlog = createBacklog(deps.orm);
  routes.get('/metrics', async (req, res, next) => {
    if (!isLocal(req) && !hasToken(req, deps.env.METRICS_TOKEN)) return next();
    const { type, text } = await deps.metrics.say(await backlog());
    res.set('cache-control', 'no-store').type(type).send(text);
  });
  return routes;
}
