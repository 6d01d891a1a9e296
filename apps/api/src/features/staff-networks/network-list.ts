import { BlockList, SocketAddress } from 'node:net';
import { Network } from '@ostiary/domain/auth';
import { addressBytes } from '../../limits/address-bytes.ts';

export interface ParsedNetwork {
  /** Canonical: two spellings of one network give the same text. */
  readonly text: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly address: string;
  readonly prefix: number;
}

const MAPPED_BITS = 96;

function hasHostBits(bytes: readonly number[], prefix: number): boolean {
  return bytes.some((byte, index) => {
    const hostBits = Math.min(8, Math.max(0, (index + 1) * 8 - prefix));
    return (byte & (2 ** hostBits - 1)) !== 0;
  });
}

function canonical(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? [];
  return new SocketAddress({ address: groups.join(':'), family: 'ipv6' }).address;
}

/** Reads `192.0.2.0/24`, `2001:db8::/32` or one address alone; what is wrong with it comes back as a field code. */
export function parseNetwork(text: string): ParsedNetwork | 'NETWORK_FORMAT' | 'NETWORK_HOST_BITS' {
  const checked = Network.safeParse(text);
  if (!checked.success) return 'NETWORK_FORMAT';
  const [host = '', length = ''] = checked.data.split('/');
  const bytes = addressBytes(host);
  if (!bytes) return 'NETWORK_FORMAT';
  // `::ffff:192.0.2.0/120` is 192.0.2.0/24, because that is how its clients are seen.
  const prefix = Number(length) - (host.includes(':') && bytes.length === 4 ? MAPPED_BITS : 0);
  if (prefix < 0 || hasHostBits(bytes, prefix)) return 'NETWORK_HOST_BITS';
  const address = canonical(bytes);
  return { text: `${address}/${prefix}`, family: bytes.length === 4 ? 'ipv4' : 'ipv6', address, prefix };
}

const PROBLEMS = {
  NETWORK_FORMAT: 'is no address or network, such as 192.0.2.0/24 or 2001:db8::/32.',
  NETWORK_HOST_BITS: 'has bits beyond its prefix.',
} as const;

/** `STAFF_NETWORKS`, separated by commas. Throws an Error that names the setting and the part that is wrong. */
export function parseStaffNetworks(setting: string): ParsedNetwork[] {
  const parts = setting.split(',').map((part) => part.trim());
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const network = parseNetwork(part);
      if (typeof network === 'string') throw new Error(`STAFF_NETWORKS: ${part} ${PROBLEMS[network]}`);
      return network;
    });
}

/** Whether an address lies in one of the networks. */
export function networkMatcher(networks: readonly ParsedNetwork[]): (address: string) => boolean {
  const list = new BlockList();
  for (const { address, prefix, family } of networks) list.addSubnet(address, prefix, family);
  return (address) => {
    const bytes = addressBytes(address);
    return bytes !== undefined && list.check(canonical(bytes), bytes.length === 4 ? 'ipv4' : 'ipv6');
  };
}
