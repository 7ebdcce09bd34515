// `snip`, `grasp` and `synflow`: pruning before any training, then one training.

import { type Command, Option } from 'commander';
import {
  type AtInitMethod,
  type AtInitResult,
  type ControlName,
  pruneAtInit,
  runPruneAtInit,
} from '../../lottery/index.ts';
import { type LearningRateSchedule, step } from '../../optim/index.ts';
import type { FigureRow } from '../../report/index.ts';
import * as parse from '../parse.ts';
import { setUpTraining } from '../setup.ts';
import { TrialWatcher } from '../trial-watcher.ts';
import { percent, whole } from '../words.ts';
import { isLeNetOnMnist, type Method, type MethodConfig } from './method.ts';
import { caveat } from './method-table.ts';

/** What decides a run of one of the three. */
export type AtInitConfig = MethodConfig & {
  /** Fractions to remove, each a training. */
  readonly sparsity: readonly number[];
  /** Sanity checks beside each. */
  readonly controls: readonly ControlName[];
  /** Whether the dense network is trained as well. */
  readonly dense: boolean;
  /** Examples that the scores look at. */
  readonly examples: number;
  /** Weight decay λ. */
  readonly decay: number;
};

/** One network of one seed. */
export interface AtInitFigure {
  /** 'dense', '95 %', '95 % shuffle', … */
  readonly label: string;
  readonly sparsity: number;
  readonly check: ControlName | null;
  readonly remaining: number;
  /** Layers without a weight. */
  readonly collapsed: readonly string[];
  /** Weights left in each layer. */
  readonly layers: Readonly<Record<string, number>>;
  /** Test error at the end of training; null after layer collapse. */
  readonly error: number | null;
  /** Validation accuracy, evaluation by evaluation. */
  readonly curve: readonly (readonly [iteration: number, accuracy: number])[];
}

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

/** What a paper reports for LeNet-300-100 on MNIST, by fraction removed: test error. */
type Published = ReadonlyMap<number, number>;

/** A command for one method. */
export function atInitCommand(
  name: AtInitMethod,
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
      const schedule = cutTwice(config);
      const setup = setUpTraining(config, data, {
        schedule,
        onUpdate: (update) => watcher.update(update),
        onEvaluation: (point) => watcher.evaluated(point),
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
    line: (result) => result.map(({ label, error }) => `${label}: ${shown(error)}`).join('  '),
    figures: (results, config) => rows(results, isLeNetOnMnist(config) ? published : new Map()),
    words: {
      title: `${name}: pruned before training`,
      axis: 'Test error',
      unit: 'fraction',
    },
    notes: (results, config) => notes(name, results, config),
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
        .argParser(parse.controlNames)
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

const labelOf = (sparsity: number, check: ControlName | null): string =>
  sparsity === 0
    ? 'dense'
    : `${Number((100 * sparsity).toPrecision(6))} %${check === null ? '' : ` ${check}`}`;

function figureOf({ sparsity, check, mask, collapsed, training }: AtInitResult): AtInitFigure {
  return {
    label: labelOf(sparsity, check),
    sparsity,
    check,
    remaining: mask.remaining,
    collapsed,
    layers: Object.fromEntries([...mask.counts()].map(([layer, { remaining }]) => [layer, remaining])),
    error: training && 1 - training.final.testAccuracy,
    curve: (training?.curve ?? []).map(({ iteration, validationAccuracy }) => [
      iteration,
      validationAccuracy,
    ]),
  };
}

function rows(results: readonly AtInitFigure[][], published: Published): FigureRow[] {
  const labels = results[0]?.map(({ label, sparsity, check }) => ({ label, sparsity, check })) ?? [];
  return labels.map(({ label, sparsity, check }, i) => {
    const paper = check === null ? published.get(sparsity) : undefined;
    return {
      label: check === null && sparsity > 0 ? `${label} removed` : label,
      values: results.map((figures) => figures[i].error ?? Number.NaN),
      ...(paper !== undefined && { reference: { value: paper } }),
    };
  });
}

function notes(name: string, results: readonly AtInitFigure[][], config: AtInitConfig): string[] {
  const collapses = results.flat().filter(({ collapsed }) => collapsed.length > 0);
  const { iterations, batch, examples } = config;
  return [
    `${caveat(results.length)} Error at the end of training, ${whole(iterations)} updates of ${batch}; scores from ${name === 'synflow' ? 'no' : examples} examples.`,
    ...collapses.map(
      ({ label, collapsed }) => `Layer collapse at ${label}: nothing left of ${collapsed.join(', ')}.`,
    ),
    ...(name === 'snip' && isLeNetOnMnist(config)
      ? ['The paper trains on all 60,000 for 250 epochs; here 5,000 are kept for validation.']
      : []),
  ];
}

const shown = (error: number | null): string => (error === null ? 'collapsed' : percent(error, 2));
