import { claimNext, releaseCase } from '../apps/api/src/features/review/lease.service.ts';
import type { OpenBank } from './queue-bank.ts';
import { type Case, CASES } from './queue-cases.ts';
import { REVIEWERS } from './queue-world.ts';
import { median, quantile } from './statistics.ts';

const RATIO_LIMIT = 1.5;
const NEXT_LIMIT_MS = 15;
const CLAIMS_EACH = 10;
/** A claimer reads what they were given before they ask for more. */
const READING_MS = 1_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Sample {
  /** Milliseconds by the clock, each. */
  readonly times: number[];
  /** Milliseconds of one core, in all. */
  coreMs: number;
}

const sample = (): Sample => ({ times: [], coreMs: 0 });
type Pair = readonly [OpenBank, OpenBank];

const ms = (value: number) => value.toFixed(1).padStart(7);

/** One line, and whether the figure is within its limits: by the clock, and beside the small bank by the work it takes. */
function report({ title, limitMs }: Pick<Case, 'title' | 'limitMs'>, small: Sample, large: Sample): boolean {
  const p95 = quantile(large.times, 0.95);
  const [little, much] = [small, large].map(({ coreMs, times }) => coreMs / times.length);
  const ratio = (much ?? Number.NaN) / (little ?? Number.NaN);
  const isOk = p95 <= limitMs && ratio <= RATIO_LIMIT;
  say(
    `${title.padEnd(42)} p50 ${ms(median(large.times))}   p95 ${ms(p95)} ms   limit ${String(limitMs).padStart(3)}   core ${ms(much ?? Number.NaN)} ms, x ${ratio.toFixed(2)}   ${isOk ? 'ok' : 'MISSED'}`,
  );
  return isOk;
}

interface Turn {
  readonly from: number;
  readonly to: number;
  readonly into: Sample;
}

async function take(bank: OpenBank, { run }: Case, { from, to, into }: Turn): Promise<void> {
  const before = await bank.coreMs();
  for (let round = from; round < to; round++) {
    const begun = performance.now();
    await run(bank, round);
    into.times.push(performance.now() - begun);
  }
  into.coreMs += (await bank.coreMs()) - before;
}

const WARM_UP = 3;
const TURN = 10;

/** In turns of ten, so that whatever else the machine does weighs on both banks. */
async function measure(one: Case, banks: Pair, rounds: number): Promise<boolean> {
  const [small, large] = [sample(), sample()];
  for (const bank of banks) await take(bank, one, { from: 0, to: WARM_UP, into: sample() });
  for (let from = 0; from < rounds; from += TURN) {
    await take(banks[0], one, { from, to: from + TURN, into: small });
    await take(banks[1], one, { from, to: from + TURN, into: large });
  }
  return report(one, small, large);
}

/** Twenty people who ask for a case, read, and ask again. */
async function claims(bank: OpenBank): Promise<Sample> {
  const { reviewers, as, coreMs } = bank;
  const taken = sample();
  const before = await coreMs();
  const claimer = async (id: OpenBank['reviewers'][number], at: number) => {
    await new Promise((done) => setTimeout(done, (READING_MS / REVIEWERS) * at));
    for (let claim = 0; claim < CLAIMS_EACH; claim++) {
      const begun = performance.now();
      const answer = await claimNext(as(id));
      if (answer.case === null) throw new Error('No case waits');
      taken.times.push(performance.now() - begun);
      await new Promise((done) => setTimeout(done, READING_MS));
      // Given back, so that a small bank never runs out of cases.
      await releaseCase(as(id), answer.case.id);
    }
  };
  await Promise.all(reviewers.map(claimer));
  taken.coreMs = (await coreMs()) - before;
  return taken;
}

/** Every figure whose title has `only` in it; whether all are within their limits. */
export async function measureAll(banks: Pair, rounds: number, only: string): Promise<boolean> {
  const verdicts: boolean[] = [];
  for (const one of CASES.filter(({ title }) => title.includes(only))) verdicts.push(await measure(one, banks, rounds));
  const next = { title: 'next case, 20 claimers', limitMs: NEXT_LIMIT_MS };
  if (next.title.includes(only)) {
    for (const bank of banks) await claims(bank);
    verdicts.push(report(next, await claims(banks[0]), await claims(banks[1])));
  }
  say(`${verdicts.filter(Boolean).length} of ${verdicts.length} within their limits`);
  return verdicts.every(Boolean);
}
