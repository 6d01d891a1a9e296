import { type Request, type Response, Router } from 'express';
import type { Deps } from '../../context.ts';
import { requestIdOf } from '../../http/request-log.ts';
import { refusalOf } from '../../http/rest-refusal.ts';
import { admitCustomer } from './admit.ts';
import { refuseStream } from './refuse-stream.ts';
import { resumableUploads } from './resumable.route.ts';
import { readUploadForm } from './upload-form.ts';
import { keepOnce } from './upload-once.ts';
import { createUploadSlots, type UploadSlots } from './upload-slots.ts';

async function upload(deps: Deps, slots: UploadSlots, { req, res }: { req: Request; res: Response }): Promise<void> {
  const ctx = await admitCustomer(deps, { req, res });
  await deps.limits.consume('upload', ctx.actor.id);
  const leave = slots.enter(ctx.actor.id);
  try {
    res.status(201).json(await keepOnce(ctx, await readUploadForm(ctx, req)));
  } finally {
    leave();
  }
}

/**
 * `POST /api/kyc/upload/`, multipart, its parts in any order (http/openapi-uploads.ts), and the resumable way beside it. 401
 * comes before the body is read.
 */
export function documentUploadRoute(deps: Deps): Router {
  const slots = createUploadSlots(deps.env.UPLOADS_AT_ONCE);
  const routes = Router();
  routes.post('/api/kyc/upload', async (req, res) => {
    await upload(deps, slots, { req, res }).catch((error: unknown) => {
      if (req.socket.destroyed) return;
      refuseStream(req, res, refusalOf(error, { log: deps.log, requestId: requestIdOf(req) }));
    });
  });
  return routes.use(resumableUploads(deps, slots));
}
