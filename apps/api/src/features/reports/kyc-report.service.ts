import {
  type Figure,
  type KycFacts,
  kycReport,
  type KycReport,
  type Of,
  periodOf,
  type ReportFilter,
  seriesGrain,
} from '@ostiary/domain/reports';
import { REASONS } from '@ostiary/domain/review';
import type { StaffContext } from '../../context.ts';
import { readFigures, readPoints } from './figures.service.ts';
import { readPending } from './pending.ts';
import { branchNames, policyNames, staffNames } from './report-names.ts';

const POINTS = {
  handedIn: { measure: 'handed' },
  approved: { measure: 'decision', details: ['APPROVED'] },
  rejected: { measure: 'decision', details: ['REJECTED'] },
  moreRequested: { measure: 'decision', details: ['MORE'] },
} as const;

const ALL = ['all', 'policy', 'branch', 'reviewer'];
const EVERYBODY: Of = { dim: 'all', key: '' };

/** Who may not read about staff sees their own figures alone; who is kept to one branch, those of its cases. */
function scopeOf({ actor }: StaffContext): Of {
  if (!actor.permissions.has('staff.read')) return { dim: 'reviewer', key: actor.id };
  return actor.onlyBranch === null ? EVERYBODY : { dim: 'branch', key: actor.onlyBranch };
}

async function namesOf(em: StaffContext['em'], figures: readonly Figure[], of: Of): Promise<KycFacts['names']> {
  const isAll = of.dim === 'all';
  const reviewers = figures.flatMap(({ dim, key }) => (dim === 'reviewer' ? [key] : []));
  return {
    reviewers: await staffNames(em, reviewers),
    policies: isAll ? await policyNames(em) : new Map(),
    branches: isAll ? await branchNames(em) : new Map(),
  };
}

/** GET /api/reports/kyc/. Throws `INVALID_INPUT` as `periodOf` does. */
export async function readKycReport(ctx: StaffContext, filter: ReportFilter): Promise<KycReport> {
  const { em, now } = ctx;
  const period = periodOf(filter, now);
  const of = scopeOf(ctx);
  const isAll = of.dim === 'all';
  const place = { report: 'kyc', dims: [of.dim], key: of.key } as const;
  const figures = await readFigures(em, isAll ? { report: 'kyc', dims: ALL } : place, period);
  return kycReport({
    period,
    now,
    figures,
    of,
    series: await readPoints(em, place, { span: period.now, counted: POINTS }),
    seriesGrain: seriesGrain(period.now),
    pending: of.dim === 'reviewer' ? null : await readPending(em, isAll ? null : of.key),
    names: await namesOf(em, figures, of),
    reasons: REASONS,
    language: ctx.request.language,
  });
}
