// Summarizes stability over several seeds: a table of barriers, and plots of paths, distances and successive levels.

import { bySeed } from '../experiment.ts';
import { namedPercents, seedsNote } from '../format-numbers.ts';
import { emptySummary, type PlotData, type ResultLabels, type ResultRow, type Summary } from '../summary.ts';
import { PATH_POINTS, STABLE_BELOW } from './path.ts';
import type { StabilityFacts, StabilityPair } from './stability-facts.ts';
import type { StabilityOptions } from './stability-options.ts';
import { instabilityRows, successiveRows } from './stability-rows.ts';

const WORDS: ResultLabels = {
  title: 'Error barriers between two data orders',
  axis: 'Error barrier',
  unit: 'fraction',
  reference: 'stable below',
};

const SUBJECTS = ['dense', 'ticket', 'random mask'] as const;

/** Returns the summary of the connections found for all seeds. */
export function summarizeStability(
  options: StabilityOptions,
  facts: ReadonlyMap<string, StabilityFacts>,
): Summary {
  const seeds = bySeed(facts);
  if (seeds.length === 0) return emptySummary(WORDS);
  const found = seeds.flat();
  return {
    line: namedPercents(
      pairsOf(seeds[0]).map(({ subject, at, barrier }) => [`${subject} from ${at}: barrier`, barrier]),
    ),
    table: { ...WORDS, rows: options.at.flatMap((k) => barrierRows(pairsOf(found), k)) },
    plots: options.at.flatMap((k) => plotsFrom(found, k, options.isLeNetOnMnist ?? false)),
    notes: [
      `${seedsNote(seeds.length)} Barrier: the largest test error at ${options.points ?? PATH_POINTS} points of the linear path, minus the mean of its ends.`,
      'Networks with a barrier below 2 percentage points count as connected. Nothing was selected with the test set.',
    ],
  };
}

const pairsOf = (found: readonly StabilityFacts[]): StabilityPair[] =>
  found.filter((one) => one.kind === 'stability');

/** Returns table rows of the error barriers for one k, one row per subject. */
function barrierRows(pairs: readonly StabilityPair[], k: number): ResultRow[] {
  return SUBJECTS.flatMap((subject) => {
    const own = pairs.filter((one) => one.at === k && one.subject === subject);
    if (own.length === 0) return [];
    const values = own.map(({ barrier }) => barrier);
    return [{ label: `${subject}, from ${k}`, values, reference: { value: STABLE_BELOW } }];
  });
}

/** Returns the plots for one k: paths, distances and successive levels. */
function plotsFrom(found: readonly StabilityFacts[], k: number, isLeNetOnMnist: boolean): PlotData[] {
  const own = found.filter(({ at }) => at === k);
  const pairs = pairsOf(own);
  const levels = own.filter((one) => one.kind === 'successive');
  const paths: PlotData = {
    ...{ name: `path-${k}`, kind: 'paths', title: `Error between two copies that split at iteration ${k}` },
    series: SUBJECTS.map((label) => ({
      label,
      paths: pairs.filter(({ subject }) => subject === label).map(({ path }) => path),
    })),
  };
  const distances = {
    title: `Distance between two copies that split at iteration ${k}`,
    ...{ axis: 'L₂ distance of surviving weights', unit: 'number' as const },
    rows: instabilityRows(pairs, isLeNetOnMnist && k === 0 && isNearPapers(pairs)),
  };
  const barriers = {
    title: `Error barriers between successive levels, rewound to ${k}`,
    ...{ axis: 'Error barrier', unit: 'fraction' as const, rows: successiveRows(levels) },
  };
  return [
    paths,
    { name: `distances-${k}`, kind: 'figures', table: distances },
    ...(levels.length === 0 ? [] : [{ name: `levels-${k}`, kind: 'figures' as const, table: barriers }]),
  ];
}

/** Returns whether the ticket keeps about 10.7 % of the weights, as in the paper. */
const isNearPapers = (pairs: readonly StabilityPair[]): boolean =>
  pairs.every(({ subject, density }) => subject === 'dense' || Math.abs(density - 0.107) < 0.01);
