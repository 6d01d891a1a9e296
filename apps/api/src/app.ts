import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type Express } from 'express';
import type { Deps } from './context.ts';
import { auditExportRoute } from './features/audit-log/export.route.ts';
import { documentStreamRoute } from './features/kyc-documents/stream.route.ts';
import { documentUploadRoute } from './features/kyc-documents/upload.route.ts';
import { devMailboxRoute } from './features/notifications/dev-mailbox.route.ts';
import { reportExportRoute } from './features/reports/export.route.ts';
import { staffNetworkGuard } from './features/staff-networks/network-guard.ts';
import { createReadiness, healthRoutes, type Readiness } from './http/health.ts';
import { metricsRoute } from './http/metrics.route.ts';
import { requestLog } from './http/request-log.ts';
import { refuseFailures, refuseUnknown, restFace } from './http/rest-face.ts';
import { noStore, securityHeaders } from './http/security-headers.ts';
import { staticPortal } from './http/static-portal.ts';
import { trpcHandler } from './http/trpc-handler.ts';
import { publicRouter, staffRouter } from './router.ts';

/** `TRUST_PROXY`: nothing, a number of hops, or a list of addresses. */
function trustedProxies(text: string): number | string | false {
  const setting = text.trim();
  if (setting === '') return false;
  return /^\d+$/.test(setting) ? Number(setting) : setting;
}

/** What both doors share, outermost first. */
function createDoor(deps: Deps, readiness: Readiness): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies(deps.env.TRUST_PROXY));
  app.set('query parser', 'simple');
  app.use(requestLog(deps.log));
  app.use(securityHeaders({ isProduction: deps.env.OSTIARY_ENV === 'production' }));
  app.use(healthRoutes(readiness));
  app.use(compression(), cookieParser());
  return app;
}

/** The customer door: portal, customer procedures, uploads, REST and, in local, the dev mailbox. Listens nowhere yet. */
export function createPublicApp(deps: Deps, readiness = createReadiness(deps)): Express {
  const door = { router: publicRouter, door: 'customer' } as const;
  const app = createDoor(deps, readiness);
  app.use('/trpc', noStore, trpcHandler(deps, door));
  // Uploads are streams: before the JSON parser.
  app.use(['/api/kyc/upload', '/api/uploads'], noStore);
  app.use(documentUploadRoute(deps));
  app.use('/api', restFace(deps, door));
  app.use('/dev', devMailboxRoute(deps), refuseUnknown);
  app.use(staticPortal('customer-web'));
  app.use(refuseFailures(deps));
  return app;
}

/** The staff door, for allowed networks only: its portal, staff procedures, document streams and REST. Listens nowhere yet. */
export function createStaffApp(deps: Deps, readiness = createReadiness(deps)): Express {
  const door = { router: staffRouter, door: 'staff' } as const;
  const app = createDoor(deps, readiness);
  app.use(metricsRoute(deps));
  app.use(staffNetworkGuard(deps));
  app.use('/trpc', noStore, trpcHandler(deps, door));
  app.use('/documents', noStore);
  app.use(documentStreamRoute(deps));
  app.use('/documents', refuseUnknown);
  app.use('/audit-exports', noStore);
  app.use(auditExportRoute(deps));
  app.use('/audit-exports', refuseUnknown);
  app.use(reportExportRoute(deps));
  app.use('/api', restFace(deps, door));
  app.use(staticPortal('admin-web'));
  app.use(refuseFailures(deps));
  return app;
}
