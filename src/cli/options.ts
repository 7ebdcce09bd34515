// The options that commands share.

import { type Command, Option } from 'commander';
import type { KernelsName } from '../kernels/index.ts';
import { MAX_THREADS } from '../parallel/control.ts';
import type { MethodConfig } from './methods/method.ts';
import * as parse from './parse.ts';

/** What decides where words and files go, and nothing of the result. */
export interface MethodOutput {
  /** The folder to write; the next free one without it. */
  readonly out?: string;
  /** Go on with the run in this folder, with its own options. */
  readonly resume?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly kernels?: KernelsName;
  /** Seeds. */
  readonly trials: number;
  readonly threads?: number;
}

/** Data and network. */
export const addDataOptions = (command: Command, defaults: MethodConfig): Command =>
  command
    .option(
      '--data <set>',
      'mnist, two-moons, spirals, xor, or a folder of IDX files (such as Fashion-MNIST)',
      defaults.data,
    )
    .addOption(
      new Option('--normalize', 'subtract the training inputs’ mean and divide by their deviation').default(
        defaults.normalize,
        defaults.normalize ? 'on' : 'off',
      ),
    )
    .option(
      '--validation-size <n>',
      'training examples held out for validation (default: 1/12 of the images, at most 5,000; 1,000 of synthetic sets)',
      parse.wholeFrom(1),
    )
    .addOption(new Option('--no-normalize', 'leave the inputs as they are').hideHelp(!defaults.normalize))
    .addOption(
      new Option('--hidden <sizes>', 'sizes of the hidden layers, or none')
        .argParser(parse.hiddenSizes)
        .default(defaults.hidden, defaults.hidden.join()),
    );

/** How one training goes. */
export const addTrainingOptions = (command: Command, defaults: MethodConfig): Command =>
  command
    .option('--iterations <n>', 'updates in one whole training', parse.wholeFrom(1), defaults.iterations)
    .option('--batch <n>', 'examples an update', parse.wholeFrom(1), defaults.batch)
    .option('--lr <rate>', 'learning rate', parse.numberBetween(0, Number.POSITIVE_INFINITY), defaults.lr)
    .addOption(
      new Option('--optimizer <name>', 'what makes an update; momentum is SGD with momentum 0.9')
        .choices(['adam', 'adamw', 'sgd', 'momentum'])
        .default(defaults.optimizer),
    )
    .option(
      '--evaluate-every <n>',
      'updates between evaluations on the validation set',
      parse.wholeFrom(1),
      defaults.evaluateEvery,
    );

/** What `addRunOptions` says differently from command to command. */
export interface RunOptionsWords {
  /** Seeds where nobody says how many. */
  readonly trials?: number;
  /** What --threads is. */
  readonly threads: string;
  /** Options beside the defaults that a run gone on with already has. */
  readonly conflicts?: readonly string[];
}

/** Seeds, machine and output. */
export const addRunOptions = (
  command: Command,
  defaults: MethodConfig,
  { trials, threads, conflicts = [] }: RunOptionsWords,
): Command =>
  command
    .option('--seed <n>', 'where all randomness comes from', parse.wholeFrom(0), defaults.seed)
    .option('--trials <n>', 'runs, with seeds from --seed on', parse.trialCount, trials)
    .optionsGroup('The machine (never changes a result):')
    .addOption(
      new Option('--kernels <set>', 'plain loops or SIMD (default: simd where the engine runs it)').choices([
        'reference',
        'simd',
      ]),
    )
    .option('--threads <n>', threads, parse.wholeFrom(1, MAX_THREADS))
    .optionsGroup('Output:')
    .option(
      '--out <folder>',
      `folder to write, which must be new or empty (default: the next free runs/${command.name()}-N)`,
    )
    .addOption(
      new Option(
        '--resume <folder>',
        'go on with the interrupted run in this folder, with the options it has',
      ).conflicts(['out', 'trials', 'validationSize', ...conflicts, ...Object.keys(defaults)]),
    )
    .option('--json', 'print the record as one JSON object on stdout, and nothing else there')
    .option('--quiet', 'show no progress');
