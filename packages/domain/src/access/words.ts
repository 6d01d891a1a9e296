import { z } from 'zod';
import { freeText } from '../shared/index.ts';
import { Feature } from './feature.ts';

/** Why something was done to somebody's access; kept beside it, and on no account in the record of changes. */
export const Why = freeText(300).min(3, 'TOO_SHORT');
export const RoleName = z.string().max(40);

export const SetFeatureInput = z.strictObject({ role: RoleName, feature: Feature, enabled: z.boolean(), why: Why });
export type SetFeatureInput = z.infer<typeof SetFeatureInput>;
