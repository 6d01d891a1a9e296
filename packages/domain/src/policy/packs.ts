import inBusiness from './packs/in-business.v1.json' with { type: 'json' };
import inIndividual from './packs/in-individual.v1.json' with { type: 'json' };
import usBusiness from './packs/us-business.v1.json' with { type: 'json' };
import usIndividualFirst from './packs/us-individual.v1.json' with { type: 'json' };
import usIndividual from './packs/us-individual.v2.json' with { type: 'json' };
import { Policy } from './policy.ts';

/**
 * Every version that ships, oldest first: CIP identity elements of 31 CFR 1020.220, beneficial owners of 31 CFR 1010.230,
 * the officially valid documents of the Indian PML (Maintenance of Records) Rules. Published versions never change here.
 */
export const SHIPPED_POLICIES: readonly Policy[] = [
  usIndividualFirst,
  usIndividual,
  inIndividual,
  usBusiness,
  inBusiness,
].map((pack) => Policy.parse(pack));

/** The newest shipped version of a policy. Throws for a code that does not ship. */
export function shippedPolicy(code: string): Policy {
  const policy = SHIPPED_POLICIES.findLast((candidate) => candidate.code === code);
  if (!policy) throw new Error(`No policy ${code} ships`);
  return policy;
}
