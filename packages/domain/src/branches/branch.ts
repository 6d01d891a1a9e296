import { z } from 'zod';
import { freeText } from '../shared/index.ts';

const Code = z
  .string({ error: 'REQUIRED' })
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{2,12}$/, 'BRANCH_CODE_FORMAT');
const Country = z
  .string({ error: 'REQUIRED' })
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'COUNTRY_FORMAT');
/** ISO 3166-2 without the country. */
const Region = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{1,3}$/, 'REGION_UNKNOWN');
/** The beginning of its IFSC: four letters of the bank, a zero, and as much of the branch's own part as is fixed. */
const IfscPrefix = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{4}0[A-Z0-9]{0,6}$/, 'IFSC_PREFIX_FORMAT');

const Fields = {
  name: freeText(80).min(1, 'REQUIRED'),
  country: Country,
  /** Whose applicants it looks after; none: what no other branch of the country serves. */
  regions: z.array(Region).max(80),
  ifscPrefix: IfscPrefix.nullable(),
  parentId: z.uuid().nullable(),
};

const onlyIndian = ({ country, ifscPrefix }: { country: string; ifscPrefix: string | null }) =>
  ifscPrefix === null || country === 'IN';
const NOT_INDIAN = { error: 'IFSC_PREFIX_FORMAT', path: ['ifscPrefix'] };

export const CreateBranchInput = z.strictObject({ code: Code, ...Fields }).refine(onlyIndian, NOT_INDIAN);
export type CreateBranchInput = z.infer<typeof CreateBranchInput>;

/** The code stays: reports and saved views know the branch by it. */
export const UpdateBranchInput = z
  .strictObject({ id: z.uuid(), version: z.int(), ...Fields })
  .refine(onlyIndian, NOT_INDIAN);
export type UpdateBranchInput = z.infer<typeof UpdateBranchInput>;

export const CloseBranchInput = z.strictObject({ id: z.uuid(), version: z.int() });
export type CloseBranchInput = z.infer<typeof CloseBranchInput>;

export const BranchView = z.strictObject({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  country: z.string(),
  regions: z.array(z.string()),
  ifscPrefix: z.string().nullable(),
  parentId: z.uuid().nullable(),
  version: z.int(),
  /** Cases that are not decided yet; null: more than 1 000. */
  openCases: z.int().nullable(),
  people: z.int(),
  closedAt: z.iso.datetime().nullable(),
});
export type BranchView = z.infer<typeof BranchView>;
export const BranchList = z.strictObject({ branches: z.array(BranchView) });
export type BranchList = z.infer<typeof BranchList>;

/** Would `parentId` put the branch below itself? `parents` has every branch's own. */
export function makesCycle(id: string, parentId: string | null, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let at = parentId; at !== null && !passed.has(at); at = parents.get(at) ?? null) {
    if (at === id) return true;
    passed.add(at);
  }
  return false;
}
