import { z } from 'zod';
import type { Permission } from '../shared/index.ts';

/** What can be switched off for a role: one area of the desk each, with the permissions that open it. */
export const FEATURES = {
  review: [
    'review.read',
    'review.claim',
    'review.decide',
    'review.note',
    'review.request-more',
    'review.approve-second',
    'review.assign',
  ],
  documents: ['documents.view'],
  reveal: ['pii.reveal'],
  'risk-override': ['risk.override'],
  customers: ['customers.read', 'customers.block', 'customers.correct', 'customers.erase'],
  'fraud-alerts': ['fraud.read', 'fraud.resolve'],
  'security-events': ['security.read', 'security.resolve'],
  people: ['staff.read', 'staff.manage', 'roles.assign'],
  branches: ['branches.manage'],
  features: ['features.manage'],
  audit: ['audit.read', 'audit.verify', 'audit.export'],
  reports: ['reports.read'],
  policies: ['policy.read', 'policy.publish'],
} as const satisfies Record<string, readonly Permission[]>;

export const Feature = z.enum(Object.keys(FEATURES) as [keyof typeof FEATURES]); // its own keys, and it has some
export type Feature = z.infer<typeof Feature>;

/** Switching it off where it is held would leave nobody to switch it on again. */
export const FIXED_FEATURE: Feature = 'features';

const permissionsOf = (feature: Feature): readonly Permission[] => FEATURES[feature];

/** The feature that a permission belongs to; null for one that no feature takes away. */
export const featureOf = (permission: Permission): Feature | null =>
  Feature.options.find((feature) => permissionsOf(feature).includes(permission)) ?? null;

/** The features that a role or a person holds something of. */
export const featuresWith = (permissions: Iterable<Permission>): Feature[] => {
  const held = new Set(permissions);
  return Feature.options.filter((feature) => permissionsOf(feature).some((permission) => held.has(permission)));
};

/** What a role grants once these features are off for it. */
export const withoutFeatures = (permissions: readonly Permission[], off: readonly Feature[]): Permission[] =>
  permissions.filter((permission) => {
    const feature = featureOf(permission);
    return feature === null || !off.includes(feature);
  });

export const RoleFeature = z.strictObject({
  feature: Feature,
  isOn: z.boolean(),
  /** Cannot be switched off for this role: nobody could switch it on again. */
  isFixed: z.boolean(),
  /** Who switched it off, when and why; null while it is on. */
  off: z.strictObject({ by: z.string(), at: z.iso.datetime(), why: z.string() }).nullable(),
});

/** Once that a part of the desk was switched for a role. */
export const FeatureChange = z.strictObject({
  id: z.uuid(),
  role: z.string(),
  feature: Feature,
  isOn: z.boolean(),
  by: z.string(),
  at: z.iso.datetime(),
  why: z.string(),
  /** False: the words are not those that the record was made with. */
  isAsRecorded: z.boolean(),
});
export type FeatureChange = z.infer<typeof FeatureChange>;

export const FeatureList = z.strictObject({
  roles: z.array(
    z.strictObject({
      role: z.string(),
      description: z.string(),
      /** How many people hold the role now. */
      people: z.int(),
      features: z.array(RoleFeature),
    }),
  ),
  /** The newest fifty. */
  changes: z.array(FeatureChange),
});
export type FeatureList = z.infer<typeof FeatureList>;
