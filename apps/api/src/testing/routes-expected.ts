import type { Door } from '@ostiary/domain/auth';
import { ANYONE } from './matrix-people.ts';

const CUSTOMER = ['customer', 'otherCustomer'] as const;
const STAFF = ['reviewer', 'admin', 'auditor'] as const;

type Rule = readonly string[] | typeof ANYONE;

/** Who may call each route that is no procedure. A route without a line here fails. */
export const ROUTES: Readonly<Record<Door, Readonly<Record<string, Rule>>>> = {
  customer: {
    'get /healthz': ANYONE,
    'get /readyz': ANYONE,
    'post /api/kyc/upload': CUSTOMER,
    'post /api/uploads': CUSTOMER,
    'head /api/uploads/:id': CUSTOMER,
    'patch /api/uploads/:id': CUSTOMER,
    'delete /api/uploads/:id': CUSTOMER,
    'get /api/uploads/:id': CUSTOMER,
    'get /openapi.json': ANYONE,
    'get /docs/swagger': ANYONE,
    // Only where the bank runs locally.
    'get /mailbox/:id': ANYONE,
    'get /mailbox': ANYONE,
  },
  staff: {
    'get /healthz': ANYONE,
    'get /readyz': ANYONE,
    // By a token of its own, or from the machine itself: metrics.test.ts.
    'get /metrics': ANYONE,
    'get /documents/:id/preview': ['reviewer', 'admin'],
    'get /documents/:id/original': ['reviewer', 'admin'],
    'get /audit-exports/:id': ['auditor'],
    'get /api/report-files/kyc.csv': STAFF,
    'get /api/report-files/kyc.pdf': STAFF,
    'get /api/report-files/security.csv': ['admin', 'auditor'],
    'get /api/report-files/security.pdf': ['admin', 'auditor'],
    'get /openapi.json': ANYONE,
    'get /docs/swagger': ANYONE,
  },
};
