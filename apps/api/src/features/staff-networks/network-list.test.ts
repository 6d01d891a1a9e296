import { describe, expect, it } from 'vitest';
import { networkMatcher, parseNetwork, parseStaffNetworks } from './network-list.ts';

describe('parseNetwork', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['192.0.2.7', '192.0.2.7/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.128.0.0/9', '10.128.0.0/9'],
    ['2001:DB8:0::/32', '2001:db8::/32'],
    ['2001:db8::1', '2001:db8::1/128'],
    ['2001:db8:8000::/33', '2001:db8:8000::/33'],
    ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
    ['::/0', '::/0'],
  ])('writes %s as %s', (text, canonical) => {
    expect(parseNetwork(text)).toHaveProperty('text', canonical);
  });

  it.each(['192.0.2.1/24', '10.64.0.0/9', '2001:db8::1/64', '2001:db8:8000::/32', '::ffff:192.0.2.0/90', '1.0.0.0/0'])(
    'refuses %s, which has host bits',
    (text) => {
      expect(parseNetwork(text)).toBe('NETWORK_HOST_BITS');
    },
  );

  it.each([
    '',
    'office',
    '192.0.2.0/33',
    '192.0.2/24',
    '2001:db8::/129',
    '192.0.2.0/-1',
    '192.0.2.0/24/24',
    '1.2.3.04',
  ])('refuses %s, which is no network', (text) => {
    expect(parseNetwork(text)).toBe('NETWORK_FORMAT');
  });
});

describe('parseStaffNetworks', () => {
  it('reads a list with spaces, and nothing from an empty setting', () => {
    expect(parseStaffNetworks(' 192.0.2.0/24, 2001:db8::/32 ').map(({ text }) => text)).toEqual([
      '192.0.2.0/24',
      '2001:db8::/32',
    ]);
    expect(parseStaffNetworks('')).toEqual([]);
  });

  it('names the setting and the part that is wrong', () => {
    expect(() => parseStaffNetworks('192.0.2.0/24,office')).toThrow(/^STAFF_NETWORKS: office is no address/);
    expect(() => parseStaffNetworks('192.0.2.1/24')).toThrow(/^STAFF_NETWORKS: 192\.0\.2\.1\/24 has bits/);
  });
});

describe('networkMatcher', () => {
  const matches = networkMatcher(parseStaffNetworks('192.0.2.128/25,2001:db8:1::/48,198.51.100.7'));

  it.each(['192.0.2.128', '192.0.2.255', '::ffff:192.0.2.200', '2001:db8:1:ffff::9', '198.51.100.7'])(
    'holds %s',
    (address) => {
      expect(matches(address)).toBe(true);
    },
  );

  it.each(['192.0.2.127', '192.0.3.0', '2001:db8:2::', '198.51.100.8', '::1', 'nonsense', ''])(
    'does not hold %s',
    (address) => {
      expect(matches(address)).toBe(false);
    },
  );
});
