import { pipeline } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';
import { AuditExport } from '@ostiary/db';
import { AuditExportRef } from '@ostiary/domain/audit';
import { openStream } from '@ostiary/domain/crypto';
import { DomainError } from '@ostiary/domain/shared';
import { type Request, type Response, Router } from 'express';
import type { Deps } from '../../context.ts';
import { admitStaff } from '../../http/admit-staff.ts';
import { INERT } from '../../http/security-headers.ts';
import { recordAudit } from '../audit/audit.service.ts';
import { envelopeOf } from './export-file.ts';

/** Finds the file for whoever may have it; that it was fetched is on record before a byte is sent. */
async function openFor(deps: Deps, exchange: { req: Request; res: Response }) {
  const ctx = await admitStaff(deps, exchange, {
    permission: 'audit.export',
    place: 'audit-exports',
    mustBeFresh: true,
  });
  const ref = AuditExportRef.safeParse({ id: exchange.req.params.id });
  const row = ref.success ? await ctx.em.findOne(AuditExport, { id: ref.data.id, state: 'READY' }) : null;
  if (row?.storageKey == null || row.expiresAt == null || row.expiresAt <= ctx.now) throw new DomainError('NOT_FOUND');
  const { id, format, rows, storageKey } = row;
  recordAudit(ctx, {
    action: 'audit.export-downloaded',
    target: { type: 'audit_export', id },
    after: { format, rows },
  });
  await ctx.em.flush();
  return { row, storageKey };
}

/** As an attachment (RFC 6266), opened chunk by chunk: a file that fails midway cuts the connection. */
async function download(deps: Deps, exchange: { req: Request; res: Response }): Promise<void> {
  const { row, storageKey } = await openFor(deps, exchange);
  const day = row.requestedAt.toISOString().slice(0, 10);
  const opened = openStream(envelopeOf(deps, { id: row.id, storageKey }));
  // A failure of the store must reach the reader; the callback only keeps it from being unhandled here.
  pipeline(deps.ports.exports.open(storageKey), opened, () => undefined);
  exchange.res
    .attachment(`ostiary-audit-${day}.${row.format.toLowerCase()}`)
    // No text/csv: nothing that opens it by its type may be guessed into running it.
    .set({ ...INERT, 'content-type': 'application/octet-stream' });
  await finished(opened, exchange.res);
}

/** The staff door's files of the audit log: `GET /audit-exports/{id}`, by bearer token. */
export function auditExportRoute(deps: Deps): Router {
  const routes = Router();
  routes.get('/audit-exports/:id', (req, res) => download(deps, { req, res }));
  return routes;
}
