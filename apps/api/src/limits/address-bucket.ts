import { addressBytes } from './address-bytes.ts';

const PREFIX_BYTES = 8;

/**
 * What counts as one client: an IPv4 address, or the /64 of an IPv6 address, because every subscriber has 2^64 of those.
 * Two spellings of one address give the same text.
 */
export function addressBucket(address: string): string {
  const bytes = addressBytes(address);
  if (!bytes) return 'unknown';
  if (bytes.length === 4) return bytes.join('.');
  return `${Buffer.from(bytes.slice(0, PREFIX_BYTES)).toString('hex')}/64`;
}
