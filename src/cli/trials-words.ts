import { type SeedsMetric, type SeedsQuality, seedsNotes } from '../experiments/index.ts';
import { counted, plain, signedAlike } from '../experiments/text.ts';
import type { TrialsRecord } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';
import { wrapped } from './words.ts';

/**
 * What several trials say together, a line each, and how far it can be trusted; which failed, and why. Lines without an
 * error fit 80 columns.
 */
export function trialsLines({ config, trials, winners, quality }: TrialsRecord<FindConfig>): string[] {
  const failed = trials.flatMap(({ seed, error }) =>
    error === null ? [] : [`Seed ${seed} failed: ${error}`],
  );
  if (quality === null) return failed;
  const { runs } = quality;
  const own = winners === 1 ? 'ticket wins on its' : 'tickets win on their';
  return [
    ...failed,
    ...(runs < trials.length ? [`Figures are of the ${runs} of ${trials.length} trials that finished.`] : []),
    `${winners} of ${runs} ${own} own seed.`,
    'Ticket − dense, seed by seed: mean and 95 % interval.',
    metricLine('reaches the target accuracy ', quality.reachesTarget, points),
    metricLine('matches or exceeds dense    ', quality.matchesDense, points),
    metricLine('trains in no more iterations', quality.trainsAsFast, iterations),
    ...seedsNotes(quality).flatMap((note) => wrapped(note)),
    ...sampleSize(quality, config),
  ];
}

const MARKS = { yes: 'yes', no: 'no ', undecided: '?  ' } as const;

function metricLine(
  name: string,
  { difference, bar, answer }: SeedsMetric,
  show: (values: readonly number[]) => string[],
): string {
  const [mean, limit, ...ends] = show([difference.mean, bar, ...(difference.interval ?? [])]);
  const range = ends.length === 0 ? '' : ` [${ends.join(', ')}]`;
  return `  ${MARKS[answer]}  ${name} ${mean}${range} against ${limit}`;
}

function sampleSize({ needed }: SeedsQuality, { tolerance }: FindConfig): string[] {
  if (needed === null) return [];
  const difference = plain(100 * tolerance);
  return [
    `Detecting ${difference} points at this standard deviation takes about ${counted(needed, 'seed')}.`,
  ];
}

/** Fractions as percentage points: "+0.51". */
const points = (fractions: readonly number[]): string[] =>
  signedAlike(
    fractions.map((fraction) => 100 * fraction),
    2,
  );

/** Iterations: "−1,200". */
const iterations = (values: readonly number[]): string[] => signedAlike(values, 0);
