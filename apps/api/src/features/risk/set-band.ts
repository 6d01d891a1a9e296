import type { KycApplication, RiskOverride } from '@ostiary/db';
import { recordAudit } from '../audit/audit.service.ts';
import { touch } from '../requirements/case-file.service.ts';
import { countingBand } from './counting-band.ts';

interface Setting {
  readonly application: KycApplication;
  readonly override: RiskOverride | null;
  readonly cause: string;
}

/**
 * Puts the band that counts on the application. Only a change of it counts as a change of the case: open screens hear,
 * and a decision on an older version is refused. The caller holds the application's row lock.
 */
export function setBand(ctx: Parameters<typeof recordAudit>[0], { application, override, cause }: Setting): boolean {
  const band = countingBand(application, override, ctx.now);
  const before = application.riskBand;
  if (band === before) return false;
  application.riskBand = band;
  touch(application, ctx.now);
  recordAudit(ctx, {
    action: 'risk.band-changed',
    target: { type: 'kyc_application', id: application.id },
    before: { band: before },
    after: { band, score: application.riskScore ?? null, cause, version: application.version },
  });
  return true;
}
