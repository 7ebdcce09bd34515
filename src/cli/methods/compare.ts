// `compare`: standard pruning beside the lottery ticket, on the same networks.

import type { Command } from 'commander';
import type { Split } from '../../data/index.ts';
import { ValueError } from '../../errors.ts';
import {
  type Comparison,
  type ExperimentSetup,
  planExperiment,
  runComparison,
} from '../../experiments/index.ts';
import { RewindStrategy } from '../../pruning/index.ts';
import {
  type ComparisonFigures,
  comparisonRows,
  comparisonTable,
  type FigureRow,
} from '../../report/index.ts';
import * as parse from '../parse.ts';
import { setUpTraining } from '../setup.ts';
import { TrialWatcher } from '../trial-watcher.ts';
import { percent } from '../words.ts';
import { FIND_TRAINING, type Method, type MethodConfig } from './method.ts';
import { caveat } from './method-table.ts';

/** What decides a run. */
export type CompareConfig = MethodConfig & {
  readonly sparsity: number;
  readonly rounds: number;
};

const DEFAULTS: CompareConfig = {
  ...FIND_TRAINING,
  sparsity: 0.9,
  rounds: 3,
};

/** `winning-ticket compare`. */
export const compare: Method<CompareConfig, ComparisonFigures> = {
  name: 'compare',
  description:
    'Set standard pruning (weights kept, then fine-tuned) beside the lottery ticket (weights rewound): what differs, measured.',
  defaults: DEFAULTS,
  addOptions: (command: Command) =>
    command
      .option(
        '--sparsity <fraction>',
        'fraction of the weights to remove in the end',
        parse.numberBetween(0, 1),
        DEFAULTS.sparsity,
      )
      .option('--rounds <n>', 'rounds of train, prune, rewind or not', parse.wholeFrom(1), DEFAULTS.rounds),
  check: (config, data) => {
    planned(setUp(config, data, {}));
  },
  async run(config, data, { report, signal }) {
    const watcher = new TrialWatcher(report);
    const setup = setUp(config, data, watcher.listeners);
    watcher.begin(planned(setup));
    for await (const step of runComparison(setup, { signal })) {
      if (step.kind !== 'comparison') watcher.finish();
      else return kept(step);
    }
    throw new ValueError('compare', 'must end with a comparison', 'none');
  },
  line: ({ methods }) =>
    methods.map(({ method, accuracy }) => `${method} ${percent(accuracy, 2)}`).join('  '),
  figures,
  words: { title: 'Standard pruning and the lottery ticket', axis: 'Test accuracy', unit: 'fraction' },
  pictures: (results) => new Map([['comparison.svg', comparisonTable(results)]]),
  notes: (results) => [
    `${caveat(results.length)} Accuracy at early stop.`,
    ...comparisonRows(results).map(
      ({ aspect, standard, lottery }) => `${aspect}: standard ${standard}, ticket ${lottery}`,
    ),
  ],
};

/** Both searches, with both controls: structure without the values, values without the structure. */
function setUp(
  config: CompareConfig,
  data: Split,
  extras: Parameters<typeof setUpTraining>[2],
): ExperimentSetup {
  const { sparsity: targetSparsity, rounds: pruningRounds } = config;
  const search = { targetSparsity, pruningRounds };
  return { ...setUpTraining(config, data, extras), search, controls: ['reinit', 'shuffle'] };
}

const planned = (setup: ExperimentSetup) =>
  [RewindStrategy.none(), RewindStrategy.init()].flatMap((rewind) =>
    planExperiment({ ...setup, search: { ...setup.search, rewind } }),
  );

function kept({ methods, overlap: { overlap, chance } }: Comparison): ComparisonFigures {
  return { methods: methods.map(({ mask: _, ...facts }) => facts), overlap: { overlap, chance } };
}

function figures(results: readonly ComparisonFigures[]): FigureRow[] {
  return (results[0]?.methods ?? []).flatMap(({ method, controls }, i) => [
    { label: method, values: results.map(({ methods }) => methods[i].accuracy) },
    ...(Object.keys(controls) as (keyof typeof controls)[]).map((name) => ({
      label: `${method}, ${name}`,
      values: results.map(({ methods }) => methods[i].controls[name] ?? Number.NaN),
    })),
  ]);
}
