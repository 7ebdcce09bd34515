// `snip`, `grasp` and `synflow`: pruning before any training, then one training.

import { type Command, Option } from 'commander';
import { pruneAtInit, runPruneAtInit } from '../../experiments/index.ts';
import { type LearningRateSchedule, step } from '../../optim/index.ts';
import { learningPlot } from '../../report/index.ts';
import * as parse from '../parse.ts';
import { setUpTraining } from '../setup.ts';
import { TrialWatcher } from '../trial-watcher.ts';
import {
  type AtInitConfig,
  type AtInitFigure,
  atInitCurves,
  atInitNotes,
  atInitRows,
  figureOf,
  labelOf,
  type Published,
  shownError,
} from './at-init-figures.ts';
import { isLeNetOnMnist, type Method } from './method.ts';

/** SNIP's protocol, shortened: normalised inputs, SGD with momentum, batches of 100, rate cut twice. */
const DEFAULTS: AtInitConfig = {
  sparsity: [0.95, 0.98],
  controls: [],
  dense: true,
  examples: 100,
  data: 'mnist',
  normalize: true,
  hidden: [300, 100],
  iterations: 20_000,
  batch: 100,
  lr: 0.1,
  decay: 5e-4,
  optimizer: 'momentum',
  evaluateEvery: 1000,
  seed: 1,
};

const NAMES = { snip: 'SNIP', grasp: 'GraSP', synflow: 'SynFlow' } as const;

/** A command for one method. */
export function atInitCommand(
  name: keyof typeof NAMES,
  description: string,
  published: Published,
  changed: Partial<AtInitConfig> = {},
): Method<AtInitConfig, AtInitFigure[]> {
  const defaults = { ...DEFAULTS, ...changed };
  return {
    name,
    description,
    defaults,
    addOptions: (command) => addOptions(command, defaults),
    check: (config, data) => {
      const { makeModel, random } = setUpTraining(config, data, {});
      for (const sparsity of config.sparsity)
        pruneAtInit(name, makeModel(random.fork('initialisation')), data.train, sparsity, {
          random,
          examples: config.examples,
          rounds: 1,
        });
    },
    async run(config, data, { report, signal }) {
      const watcher = new TrialWatcher(report);
      const setup = setUpTraining(config, data, {
        schedule: cutTwice(config),
        ...watcher.listeners,
      });
      watcher.begin(planned(config));
      const figures: AtInitFigure[] = [];
      const { sparsity: sparsities, controls: checks, dense, examples } = config;
      const asked = { methods: [name], sparsities, checks, dense, data: data.train, options: { examples } };
      for await (const result of runPruneAtInit({ ...setup, ...asked }, { signal })) {
        figures.push(figureOf(result));
        watcher.finish();
      }
      return figures;
    },
    line: (result) => result.map(({ label, error }) => `${label}: ${shownError(error)}`).join('  '),
    figures: (results, config) => atInitRows(results, isLeNetOnMnist(config) ? published : new Map()),
    words: {
      title: `${NAMES[name]}: pruned before training`,
      axis: 'Test error',
      unit: 'fraction',
    },
    pictures: (results) => new Map([['learning.svg', learningPlot(atInitCurves(results))]]),
    notes: (results, config) => atInitNotes(name, results, config),
  };
}

const addOptions = (command: Command, defaults: AtInitConfig): Command =>
  command
    .addOption(
      new Option('--sparsity <fractions>', 'fractions of the weights to remove, each a training')
        .argParser(parse.listOf(parse.numberBetween(0, 1)))
        .default(defaults.sparsity, defaults.sparsity.join()),
    )
    .addOption(
      new Option(
        '--controls <names>',
        'sanity checks beside each: shuffle (the mask moved within layers), reinit (new weights), or none',
      )
        .argParser(parse.sanityChecks)
        .default(defaults.controls, 'none'),
    )
    .addOption(new Option('--no-dense', 'do not train the dense network beside them').default(defaults.dense))
    .option('--examples <n>', 'examples that the scores look at', parse.wholeFrom(1), defaults.examples)
    .option('--decay <rate>', 'weight decay', parse.numberFromZero, defaults.decay);

/** A tenth of the rate after half of the training, a hundredth after three quarters. */
const cutTwice = ({ lr, iterations }: AtInitConfig): LearningRateSchedule =>
  step(lr, [Math.round(iterations / 2), Math.round((iterations * 3) / 4)]);

function planned({ sparsity, controls, dense, iterations }: AtInitConfig) {
  const names = sparsity.flatMap((fraction) => [null, ...controls].map((check) => labelOf(fraction, check)));
  return [...(dense ? ['dense'] : []), ...names].map((name) => ({ name, updates: iterations }));
}
