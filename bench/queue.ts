// The review queue at 10 000 and at 1 000 000 applications: what the API's services need for a first page under every
// tab, filter and order, for searches, page 1 000, counts, and the next case with 20 claimers.
//   node bench/queue.ts [applications = 1000000] [rounds = 60] [only figures with this in their name]
// Each figure is taken in turns from both banks. `core` is what this process and PostgreSQL worked for it, on one core:
// on a machine with other work that tells more than the clock. The last factor compares the two banks by it.
import { loadavg } from 'node:os';
import { type OpenBank, openBank } from './queue-bank.ts';
import { measureAll } from './queue-measure.ts';

const SMALL = 10_000;
const [size = '1000000', rounds = '60', only = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

async function open(applications: number): Promise<OpenBank> {
  const begun = performance.now();
  const bank = await openBank(applications);
  say(`${applications} applications made in ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  return bank;
}

const opened: OpenBank[] = [];
try {
  const small = await open(SMALL);
  opened.push(small);
  const large = await open(Number(size));
  opened.push(large);
  say(`load ${loadavg()[0]?.toFixed(1)} (other work on this machine makes every time longer)`);
  process.exitCode = (await measureAll([small, large], Number(rounds), only)) ? 0 : 1;
} finally {
  for (const bank of opened) await bank.close();
}
