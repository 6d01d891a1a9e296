import { isIPv4, isIPv6 } from 'node:net';

const quadBytes = (text: string): number[] => text.split('.').map(Number);

/** The groups on one side of `::`; a dotted quad at the end (RFC 4291, 2.2.3) is two of them. */
function groupBytes(side: string): number[] {
  if (side === '') return [];
  return side.split(':').flatMap((group) => {
    if (group.includes('.')) return quadBytes(group);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function sixteenBytes(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const first = groupBytes(head);
  if (tail === undefined) return first;
  const last = groupBytes(tail);
  return [...first, ...Array.from({ length: 16 - first.length - last.length }, () => 0), ...last];
}

const isMapped = (bytes: readonly number[]): boolean =>
  bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;

/** 4 bytes of an IPv4 or IPv4-mapped address, 16 of any other IPv6 address; undefined for what is no address. */
export function addressBytes(address: string): number[] | undefined {
  if (isIPv4(address)) return quadBytes(address);
  if (!isIPv6(address)) return undefined;
  const bytes = sixteenBytes(address.replace(/%.*$/, ''));
  return isMapped(bytes) ? bytes.slice(12) : bytes;
}
