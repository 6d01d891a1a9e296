import { sha256 } from '@ostiary/domain/crypto';
import type { UserId } from '@ostiary/domain/shared';
import type { Person } from './person.ts';

/** An id made of the device's name, in the form of a UUID (RFC 9562, version 8). */
function deviceIdOf(name: string): string {
  const hex = sha256(Buffer.from(name)).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The phones that somebody signed in from: those of a ring. */
export const devicesOf = ({ facts }: Person, userId: UserId, at: Date) =>
  facts.flatMap(({ device }) =>
    device === undefined
      ? []
      : [{ deviceId: deviceIdOf(device), userId, firstSeenAt: at, lastSeenAt: at, userAgent: 'Made-up phone' }],
  );
