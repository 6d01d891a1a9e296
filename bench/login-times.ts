import { say } from './bank.ts';
import type { Answered } from './login.ts';
import { croppedWelch, mean, median, welch } from './statistics.ts';

const T_LIMIT = 4.5;
const WARM_UP_TURNS = 6;

interface Face {
  /** What the name is, e.g. `unknown`. */
  readonly title: string;
  readonly name: string;
}

interface Question {
  readonly title: string;
  /** The first one is the baseline of the others. */
  readonly faces: readonly Face[];
  /** Questions a face. */
  readonly rounds: number;
  readonly ask: (face: Pick<Face, 'name'>) => Promise<Answered>;
  /** Runs before each turn, outside of its time. */
  readonly prepare: () => Promise<unknown>;
}

/** What one face was answered. */
interface Sample extends Face {
  readonly times: number[];
  readonly seen: Set<string>;
}

type Pair = readonly [Sample, Sample];

/** Every ordered pair once: each face meets each other one as often, as the first and as the second of the two. */
const pairsOf = (samples: readonly Sample[]): Pair[] =>
  samples.flatMap((left) => samples.filter((right) => right !== left).map((right): Pair => [left, right]));

/**
 * Two questions at a time, as many as the door verifies passwords at once, and never two of one face: what else the machine does
 * weighs on both alike.
 */
async function collect({ faces, rounds, ask, prepare }: Question): Promise<Sample[]> {
  const samples = faces.map((face): Sample => ({ ...face, times: [], seen: new Set() }));
  const pairs = pairsOf(samples);
  const cycles = Math.ceil(rounds / (2 * (faces.length - 1)));
  for (let turn = -WARM_UP_TURNS; turn < cycles * pairs.length; turn++) {
    const pair = pairs.at(turn % pairs.length) ?? [];
    await prepare();
    const answers = await Promise.all(pair.map(({ name }) => ask({ name })));
    if (turn < 0) continue;
    pair.forEach(({ times, seen }, index) => {
      const answer = answers[index];
      if (answer === undefined) return;
      times.push(answer.ms);
      seen.add(answer.seen);
    });
  }
  return samples;
}

/** One pair of faces: its line, and whether time tells them apart. */
function judge(base: Sample, other: Sample): boolean {
  const { t, error } = welch(other.times, base.times);
  const cropped = croppedWelch(other.times, base.times);
  const [low, high] = [median(base.times), median(other.times)];
  say(
    `  ${other.title.padEnd(8)} against ${base.title.padEnd(8)} t = ${t.toFixed(2)}, without the slowest tenth ${cropped.t.toFixed(2)} (limit ±${T_LIMIT}); median × ${(high / low).toFixed(3)}, mean × ${(mean(other.times) / mean(base.times)).toFixed(3)}; ${(T_LIMIT * error).toFixed(1)} ms would show, ${(T_LIMIT * cropped.error).toFixed(1)} ms without that tenth`,
  );
  return Math.abs(t) < T_LIMIT && Math.abs(cropped.t) < T_LIMIT;
}

/** Whether time or looks tell the faces apart: every pair of them, and one kind of answer for all. True when not. */
export async function compareFaces(question: Question): Promise<boolean> {
  const begun = performance.now();
  const samples = await collect(question);
  const seconds = (performance.now() - begun) / 1_000;
  const kinds = new Set(samples.flatMap(({ seen }) => Array.from(seen)));
  say(`${question.title}, ${samples[0]?.times.length ?? 0} each in turn, ${seconds.toFixed(0)} s:`);
  for (const { title, times } of samples)
    say(`  ${title.padEnd(8)} median ${median(times).toFixed(1)} ms, mean ${mean(times).toFixed(1)} ms`);
  const verdicts = samples.flatMap((base, index) => samples.slice(index + 1).map((other) => judge(base, other)));
  say(`  kinds of answer: ${kinds.size} (limit 1)${kinds.size === 1 ? '' : `: ${Array.from(kinds).join(' ')}`}`);
  return kinds.size === 1 && verdicts.every(Boolean);
}
