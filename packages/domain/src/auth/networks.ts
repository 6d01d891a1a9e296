import { z } from 'zod';
import { freeText } from '../shared/index.ts';

const Prefixed = z.union([z.cidrv4(), z.cidrv6()], { error: 'NETWORK_FORMAT' });

/** `192.0.2.0/24`, `2001:db8::/32`, or one address alone. */
export const Network = z
  .string({ error: 'REQUIRED' })
  .trim()
  .min(1, 'REQUIRED')
  .max(50, 'NETWORK_FORMAT')
  .transform((text) => (text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`))
  .pipe(Prefixed);

/** Where the staff door may be opened from, beside the networks of `STAFF_NETWORKS`; both lists empty: from everywhere. */
export const StaffNetworks = z.strictObject({
  networks: z.array(z.strictObject({ network: Network, note: freeText(100).default('') })).max(200, 'TOO_LONG'),
});
export type StaffNetworks = z.infer<typeof StaffNetworks>;
export const StaffNetworksView = z.strictObject({
  networks: z.array(
    z.strictObject({
      network: z.string(),
      note: z.string(),
      addedBy: z.string().nullable(),
      addedAt: z.iso.datetime(),
    }),
  ),
  /** From `STAFF_NETWORKS`: always allowed, not editable here. */
  fixed: z.array(z.string()),
  /** Neither list names a network. */
  isOpenToAll: z.boolean(),
  /** The address this request came from, which a saved list must contain. */
  ownAddress: z.string(),
});
export type StaffNetworksView = z.infer<typeof StaffNetworksView>;
