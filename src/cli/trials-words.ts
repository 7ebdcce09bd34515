import type { SeedsMetric, SeedsQuality } from '../lottery/index.ts';
import { finishedTrials, type TrialsRecord } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';
import { whole } from './words.ts';

/** What several trials say together, a line each, and how far it can be trusted. Empty before a trial has finished. */
export function trialsLines({ config, trials, winners, quality }: TrialsRecord<FindConfig>): string[] {
  if (quality === null) return [];
  const { runs } = quality;
  const missing = trials.length - finishedTrials(trials).length;
  return [
    `${winners} of ${runs} tickets ${winners === 1 ? 'is a winner' : 'are winners'} on ${winners === 1 ? 'its' : 'their'} own seed.`,
    ...(missing > 0
      ? [`${missing} of ${trials.length} trials gave no result, and are not in these figures.`]
      : []),
    `All ${runs} seeds together, ticket − dense, mean and 95 % interval:`,
    metricLine('reaches the target accuracy ', quality.reachesTarget, points),
    metricLine('matches or exceeds dense    ', quality.matchesDense, points),
    metricLine('similar or fewer iterations ', quality.trainsAsFast, iterations),
    ...caveat(quality, config),
  ];
}

const MARKS = { yes: 'yes', no: 'no ', 'not enough runs': '?  ' } as const;

function metricLine(
  name: string,
  { difference, bar, answer }: SeedsMetric,
  show: (value: number) => string,
): string {
  const { mean, interval } = difference;
  const range = interval === null ? '' : ` [${interval.map((end) => show(end)).join(', ')}]`;
  return `  ${MARKS[answer]}  ${name} ${show(mean)}${range} against ${show(bar)}`;
}

function caveat({ runs, needed, isWinner }: SeedsQuality, { tolerance }: FindConfig): string[] {
  const verdict =
    isWinner === 'yes'
      ? 'Over these seeds the tickets are winners.'
      : isWinner === 'no'
        ? 'Over these seeds the tickets are no winners.'
        : `${runs} ${runs === 1 ? 'seed proves' : 'seeds prove'} nothing here: “?” means that the interval lies on both sides, or that seeds are too few.`;
  const more =
    needed === null
      ? []
      : [
          `To tell a difference of ${points(tolerance).slice(1)} points at the deviation seen takes about ${whole(needed)} seeds.`,
        ];
  return [verdict, ...more];
}

/** A fraction as percentage points: "+0.51". */
const points = (fraction: number): string => sign(fraction) + Math.abs(fraction * 100).toFixed(2);

/** Iterations: "−1,200". */
const iterations = (value: number): string => sign(value) + whole(Math.round(Math.abs(value)));

const sign = (value: number): string => (value < 0 ? '−' : '+');
