import { defineEntity, p } from '@mikro-orm/postgresql';
import { AuditExportFailure, AuditExportFormat, AuditExportState, type AuditExportView } from '@ostiary/domain/audit';
import type { UserId } from '@ostiary/domain/shared';

const AuditExportSchema = defineEntity({
  name: 'AuditExport',
  properties: {
    id: p.uuid().primary(),
    requestedBy: p.uuid().$type<UserId>(),
    requestedAt: p.datetime(),
    format: p.enum(AuditExportFormat.options),
    filter: p.json<AuditExportView['filter']>(),
    state: p.enum(AuditExportState.options).default('WAITING'),
    /** Which run it is; an older one that still lives changes nothing any more. */
    run: p.integer().default(0),
    /** The running or finished run's own file in the store of exports. */
    storageKey: p.uuid().nullable(),
    /** Written to the file. */
    rows: p.integer().default(0),
    /** Of `total` records that are to be read. */
    read: p.integer().default(0),
    total: p.integer().nullable(),
    progressedAt: p.datetime().nullable(),
    sizeBytes: p.bigint('number').nullable(),
    /** Of the file as it is downloaded, in hex. */
    sha256: p.text().nullable(),
    failedBecause: p.enum(AuditExportFailure.options).nullable(),
    finishedAt: p.datetime().nullable(),
    expiresAt: p.datetime().nullable(),
  },
});
export class AuditExport extends AuditExportSchema.class {}
AuditExportSchema.setClass(AuditExport);
