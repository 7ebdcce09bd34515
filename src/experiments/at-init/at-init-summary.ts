// Summarizes pruning at initialization over several seeds as a table, learning curves and notes.

import { bySeed } from '../experiment.ts';
import { counted, percent, seedsNote } from '../format-numbers.ts';
import {
  emptySummary,
  type LearningCurve,
  learningCurve,
  type ResultLabels,
  type ResultRow,
  rowsOf,
  type Summary,
  seriesOf,
} from '../summary.ts';
import { type AtInitExperimentOptions, type AtInitResult, labelOf } from './at-init-units.ts';

/** Data of one network that the summary needs. */
export interface AtInitFacts extends Pick<AtInitResult, 'method' | 'sparsity' | 'check' | 'collapsed'> {
  readonly remaining: number;
  /** Number of surviving weights per layer. */
  readonly layers: Readonly<Record<string, number>>;
  /** Test error at the end of training; null after layer collapse. */
  readonly error: number | null;
  readonly curve: LearningCurve;
}

/** Returns the data of a network that the summary needs. */
export function factsOf({ mask, training, ...named }: AtInitResult): AtInitFacts {
  return {
    ...named,
    remaining: mask.remaining,
    layers: Object.fromEntries([...mask.counts()].map(([layer, { remaining }]) => [layer, remaining])),
    error: training && 1 - training.final.testAccuracy,
    curve: learningCurve(training),
  };
}

const NAMES = {
  snip: 'SNIP',
  grasp: 'GraSP',
  synflow: 'SynFlow',
  magnitude: 'magnitude',
  random: 'random scores',
} as const;

/** Returns the summary of all networks of all seeds. */
export function summarizeAtInit(
  options: AtInitExperimentOptions,
  facts: ReadonlyMap<string, AtInitFacts>,
): Summary {
  const { methods } = options;
  const words: ResultLabels = {
    title: `${methods.map((method) => NAMES[method]).join(', ')}: pruned before training`,
    axis: 'Test error',
    unit: 'fraction',
  };
  const seeds = bySeed(facts);
  if (seeds.length === 0) return emptySummary(words);
  const label = ({ method, ...named }: AtInitFacts): string =>
    methods.length === 1 || method === 'dense' ? labelOf(named) : `${method} ${labelOf(named)}`;
  return {
    line: seeds[0].map((one) => `${label(one)}: ${shownError(one)}`).join('  '),
    table: { ...words, rows: rowsBeside(options, seeds, label) },
    plots: [{ name: 'learning', kind: 'learning', series: seriesOf(seeds, label) }],
    notes: [protocolNote(options, seeds.length), ...collapseNotes(seeds, label), ...paperNote(options)],
  };
}

const shownError = ({ error }: AtInitFacts): string => (error === null ? 'collapsed' : percent(error, 2));

/** Returns one row per network with the paper's value as the reference. A seed has no value after layer collapse. */
function rowsBeside(
  { isLeNetOnMnist = false, published }: AtInitExperimentOptions,
  seeds: readonly (readonly AtInitFacts[])[],
  label: (one: AtInitFacts) => string,
): ResultRow[] {
  const suffix = ({ sparsity, check }: AtInitFacts): string =>
    check === null && sparsity > 0 ? ' removed' : '';
  const rows = rowsOf(
    seeds,
    (one) => `${label(one)}${suffix(one)}`,
    ({ error }) => error,
  );
  return rows.map((row, i) => {
    const { check, sparsity } = seeds[0][i];
    const value = isLeNetOnMnist && check === null ? published?.get(sparsity) : undefined;
    return value === undefined ? row : { ...row, reference: { value } };
  });
}

/** Returns a note that states how the networks were trained and scored. */
function protocolNote({ methods, training, pruning }: AtInitExperimentOptions, seeds: number): string {
  const trained = training === undefined ? '' : `, ${training}`;
  const { examples = 100, examplesPerClass = 'up to 10' } = pruning ?? {};
  const used = [
    { method: 'snip' as const, text: `${examples} examples` },
    { method: 'grasp' as const, text: `${examplesPerClass} examples per class` },
  ]
    .filter(({ method }) => methods.includes(method))
    .map(({ method, text }) => (methods.length === 1 ? text : `${text} (${NAMES[method]})`));
  return `${seedsNote(seeds)} Error at the end of training${trained}; scores from ${used.join(', ') || 'no examples'}.`;
}

/** Returns one note per network that collapsed: in how many seeds, and which layers lost all their weights. */
function collapseNotes(
  seeds: readonly (readonly AtInitFacts[])[],
  label: (one: AtInitFacts) => string,
): string[] {
  return seeds[0].flatMap((one, i) => {
    const collapses = seeds.map((networks) => networks[i].collapsed).filter(({ length }) => length > 0);
    if (collapses.length === 0) return [];
    const layers = [...new Set(collapses.flat())].join(', ');
    return [
      `Layer collapse at ${label(one)} in ${collapses.length} of ${counted(seeds.length, 'seed')}: nothing left of ${layers}. No signal passes, so it was not trained.`,
    ];
  });
}

const paperNote = ({ methods, isLeNetOnMnist }: AtInitExperimentOptions): string[] =>
  methods.includes('snip') && isLeNetOnMnist
    ? ['The paper trains on all 60,000 examples for 250 epochs; here 5,000 are kept for validation.']
    : [];
