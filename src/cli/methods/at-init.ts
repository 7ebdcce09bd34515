// `snip`, `grasp` and `synflow`: pruning before any training, then one training.

import { type Command, Option } from 'commander';
import { type AtInitOptions, atInit, type SanityCheck } from '../../experiments/index.ts';
import { type LearningRateSchedule, step } from '../../optim/index.ts';
import * as parse from '../parse.ts';
import { trialOptions } from '../setup.ts';
import { type Method, type MethodConfig, methodOf } from './method.ts';

/** The options of these commands. */
type AtInitConfig = MethodConfig & {
  /** Fractions to remove, each a training. */
  readonly sparsity: readonly number[];
  /** Sanity checks beside each. */
  readonly controls: readonly SanityCheck[];
  /** Whether the dense network is trained as well. */
  readonly dense: boolean;
  /** Number of examples that SNIP uses. */
  readonly examples?: number;
  /** Number of examples of each class that GraSP uses. */
  readonly examplesPerClass?: number;
  /** Weight decay λ. */
  readonly decay: number;
};

/** SNIP's protocol, shortened: normalized inputs, SGD with momentum, batches of 100, learning rate reduced twice. */
const DEFAULTS: AtInitConfig = {
  sparsity: [0.95, 0.98],
  controls: [],
  dense: true,
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

/** A command for one method. `published` has the test errors that its paper reports, by fraction removed. */
export function atInitCommand(
  name: 'snip' | 'grasp' | 'synflow',
  description: string,
  published: ReadonlyMap<number, number>,
  changed: Partial<AtInitConfig> = {},
): Method<AtInitConfig> {
  const defaults = { ...DEFAULTS, ...changed };
  return methodOf({
    ...{ name, description, defaults },
    addOptions: (command: Command) => addOptions(command, defaults),
    experiment: atInit,
    options: (config: AtInitConfig) => ({
      ...trialOptions(config, reducedTwice(config)),
      ...{ methods: [name], sparsities: config.sparsity, checks: config.controls, dense: config.dense },
      ...{ pruning: examplesOf(config), published },
    }),
  });
}

const examplesOf = ({ examples, examplesPerClass }: AtInitConfig): Omit<AtInitOptions, 'random'> => ({
  ...(examples !== undefined && { examples }),
  ...(examplesPerClass !== undefined && { examplesPerClass }),
});

function addOptions(command: Command, defaults: AtInitConfig): Command {
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
    .option('--decay <rate>', 'weight decay', parse.numberFromZero, defaults.decay);
  const { examples, examplesPerClass } = defaults;
  const count = parse.wholeFrom(1);
  if (examples !== undefined)
    command.option('--examples <n>', 'examples that the scores are computed from', count, examples);
  if (examplesPerClass !== undefined)
    command.option(
      '--examples-per-class <n>',
      'examples of each class that the scores are computed from',
      count,
      examplesPerClass,
    );
  return command;
}

/** A tenth of the learning rate after half of the training, a hundredth after three quarters. */
const reducedTwice = ({ lr, iterations }: AtInitConfig): LearningRateSchedule =>
  step(lr, [Math.round(iterations / 2), Math.round((iterations * 3) / 4)]);
