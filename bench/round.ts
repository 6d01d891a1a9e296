// What the worker does once a minute, step by step, in a bank of 1 000 000 applications. The first time there is work left
// from the filling; after that a minute in which nothing happens must cost next to nothing, however large the bank.
//   node bench/round.ts [applications = 1000000] [rounds = 5]
import { ROUND } from '../apps/api/src/worker.ts';
import { openBank } from './queue-bank.ts';
import { median } from './statistics.ts';

const LIMIT_MS = 200;
const BATCHES = 100;
const [size = '1000000', rounds = '5'] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
const ms = (value: number) => value.toFixed(0).padStart(6);

const begun = performance.now();
const bank = await openBank(Number(size));
say(`${size} applications made in ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
const { deps } = bank.ask();
let isOk = true;
try {
  for (const step of ROUND) {
    // What is left over goes first, a batch at a time.
    let first = Number.NaN;
    for (let isLeft = true, batch = 0; isLeft && batch < BATCHES; batch++) {
      const from = performance.now();
      const done = await step(deps).catch((error: unknown) => say(`${step.name}: ${String(error)}`));
      isLeft = typeof done === 'number' && done > 0;
      if (batch === 0) first = performance.now() - from;
    }
    const quiet: number[] = [];
    for (let round = 0; round < Number(rounds); round++) {
      const from = performance.now();
      await step(deps).catch((error: unknown) => say(`${step.name}: ${String(error)}`));
      quiet.push(performance.now() - from);
    }
    const isWithin = median(quiet) <= LIMIT_MS;
    isOk &&= isWithin;
    say(
      `${step.name.padEnd(20)} first ${ms(first)}   then p50 ${ms(median(quiet))} ms   limit ${LIMIT_MS}   ${isWithin ? 'ok' : 'MISSED'}`,
    );
  }
} finally {
  await bank.close();
}
process.exitCode = isOk ? 0 : 1;
