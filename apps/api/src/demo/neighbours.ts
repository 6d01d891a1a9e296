import { AppUser } from '@ostiary/db';
import type { Deps } from '../context.ts';
import { type Loading, loadWorld } from '../world/load-world.ts';
import { peopleOf } from '../world/world.ts';

/** Forty people of a synthetic bank: every policy in every state once (docs/world.md). */
const NEIGHBOURS = { seed: 42, customers: 40 } as const;

/** Brings them where they are missing; a bank that holds another world already is left as it is. */
export async function moveIn(deps: Deps, loading: Loading): Promise<void> {
  const people = peopleOf({ ...NEIGHBOURS, asOf: loading.present.toISOString().slice(0, 10) });
  const among = async (condition: object) => deps.orm.em.fork().count(AppUser, condition);
  const here = await among({ username: { $in: people.map(({ username }) => username) } });
  if (here === people.length) return;
  const phones = await among({ phoneNumber: { $in: people.map(({ phoneNumber }) => phoneNumber) } });
  if (phones > here) return;
  loading.onProgress?.(`Bringing ${people.length - here} more, of every policy in every state`);
  await loadWorld(deps, people, loading);
}
