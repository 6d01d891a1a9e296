import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Mantine writes inline styles; pdf.js runs in a worker and paints blobs; nothing else is let out of `self`. */
const POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  fontSrc: ["'self'", 'data:'],
  workerSrc: ["'self'", 'blob:'],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
} as const;

const UNUSED_FEATURES = 'camera=(), microphone=(), geolocation=(), payment=(), usb=()';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Headers of every answer, pages included. HSTS only in production: local speaks plain HTTP. */
export function securityHeaders({ isProduction }: { isProduction: boolean }): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: POLICY },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: isProduction ? { maxAge: YEAR_SECONDS, includeSubDomains: true } : false,
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.setHeader('permissions-policy', UNUSED_FEATURES);
      next();
    },
  ];
}

/** A file that customers sent, or that holds what they typed: kept nowhere, guessed at by nobody, and nothing in it runs. */
export const INERT = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
} as const;

/** Answers with data are not kept anywhere on the way (RFC 9111, 5.2.2.5). */
export const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader('cache-control', 'no-store');
  next();
};
