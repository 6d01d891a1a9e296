import type { ApplicationId } from '@ostiary/domain/shared';
import { claimNext, releaseCase, takeNext } from '../apps/api/src/features/review/lease.service.ts';
import type { OpenBank } from './queue-bank.ts';
import { type Case, CASES } from './queue-cases.ts';
import { REVIEWERS } from './queue-world.ts';
import { median, quantile } from './statistics.ts';

const RATIO_LIMIT = 1.5;
const NEXT_LIMIT_MS = 15;
const CLAIMS_EACH = 10;
/** What the person waits for until the case is on the screen has no limit of its own: it reads the whole case besides. */
const SHOWN_LIMIT_MS = 100;
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

type Claim = (bank: OpenBank, id: OpenBank['reviewers'][number]) => Promise<ApplicationId | null>;
const taken: Claim = ({ as }, id) => takeNext(as(id));
const shown: Claim = async ({ as }, id) => (await claimNext(as(id))).case?.id ?? null;

/** Twenty people who ask for a case, read, and ask again. */
async function claims(bank: OpenBank, claim: Claim): Promise<Sample> {
  const { reviewers, as, coreMs } = bank;
  const into = sample();
  const before = await coreMs();
  const claimer = async (id: OpenBank['reviewers'][number], at: number) => {
    await new Promise((done) => setTimeout(done, (READING_MS / REVIEWERS) * at));
    for (let round = 0; round < CLAIMS_EACH; round++) {
      const begun = performance.now();
      const given = await claim(bank, id);
      if (given === null) throw new Error('No case waits');
      into.times.push(performance.now() - begun);
      await new Promise((done) => setTimeout(done, READING_MS));
      // Given back, so that a small bank never runs out of cases.
      await releaseCase(as(id), given);
    }
  };
  await Promise.all(reviewers.map(claimer));
  into.coreMs = (await coreMs()) - before;
  return into;
}

const CLAIMS: readonly [Pick<Case, 'title' | 'limitMs'>, Claim][] = [
  [{ title: 'next case taken, 20 claimers', limitMs: NEXT_LIMIT_MS }, taken],
  [{ title: 'next case on the screen, 20 claimers', limitMs: SHOWN_LIMIT_MS }, shown],
];

/** Every figure whose title has `only` in it; whether all are within their limits. */
export async function measureAll(banks: Pair, rounds: number, only: string): Promise<boolean> {
  const verdicts: boolean[] = [];
  for (const one of CASES.filter(({ title }) => title.includes(only))) verdicts.push(await measure(one, banks, rounds));
  for (const [figure, claim] of CLAIMS) {
    if (!figure.title.includes(only)) continue;
    for (const bank of banks) await claims(bank, claim);
    verdicts.push(report(figure, await claims(banks[0], claim), await claims(banks[1], claim)));
  }
  say(`${verdicts.filter(Boolean).length} of ${verdicts.length} within their limits`);
  return verdicts.every(Boolean);
}
