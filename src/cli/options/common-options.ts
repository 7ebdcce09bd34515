// Options that do not change a result: the number of trials, and where and how to run them. Their texts are the same in every
// command.

import { ValueError } from '../../errors.ts';
import type { KernelsName } from '../../kernels/index.ts';
import { MAX_THREADS } from '../../parallel/control.ts';
import type { Config, Definition } from '../commands/command.ts';
import { integerFrom, nonEmptyText, oneOf, trialCount } from './parse.ts';

/** How a command runs and what it writes. */
export interface CommonOptions {
  /** Number of trials, one seed each. */
  readonly trials: number;
  /** Number of trainings to run at a time; null for the default. */
  readonly threads: number | null;
  /** Name of the kernel set to use; null for the default. */
  readonly kernels: KernelsName | null;
  /** The folder to write; null for the next free one. */
  readonly out: string | null;
  /** The folder of the run to continue; null for a new run. */
  readonly resume: string | null;
  /** Whether to print one JSON object on standard output and nothing else. */
  readonly json: boolean;
  /** Whether to show no progress. */
  readonly quiet: boolean;
}

/** One option of a group: its flags, its help and, if it has a value, its parser. */
export interface CommonOption {
  readonly flags: string;
  readonly help: (definition: Pick<Definition, 'name' | 'trials'>) => string;
  readonly parse?: (text: string) => unknown;
}

/** The option for the number of trials, which follows `--seed`. */
export const TRIALS_OPTION: CommonOption = {
  flags: '--trials <n>',
  help: ({ trials }) => `trials to run, with seeds from --seed on (default: ${trials})`,
  parse: trialCount,
};

/** The groups of the help that follow the options of the experiment. */
export const COMMON_OPTION_GROUPS: readonly (readonly [heading: string, options: readonly CommonOption[]])[] =
  [
    [
      'Machine (never changes a result):',
      [
        {
          flags: '--threads <n>',
          help: () =>
            'trainings to run at a time, in worker threads (default: one per core, at most one per seed)',
          parse: integerFrom(1, MAX_THREADS),
        },
        {
          flags: '--kernels <set>',
          help: () => 'reference (plain loops) or simd (default: simd if the engine supports it)',
          parse: oneOf('reference', 'simd'),
        },
      ],
    ],
    [
      'Output:',
      [
        {
          flags: '--out <folder>',
          help: ({ name }) =>
            `folder to write, which must be new or empty (default: the next free runs/${name}-N)`,
          parse: nonEmptyText,
        },
        {
          flags: '--resume <folder>',
          help: () => 'continue the interrupted run in this folder, with its own options',
          parse: nonEmptyText,
        },
        {
          flags: '--json',
          help: () => 'print the record as one JSON object on standard output, and nothing else there',
        },
        { flags: '--quiet', help: () => 'show no progress' },
      ],
    ],
  ];

/**
 * Returns the common options that were given on the command line; the others have their defaults.
 *
 * @param given the values that Commander parsed, by attribute.
 * @throws {ValueError} if the last seed is not a safe integer.
 */
export function readCommonOptions(
  definition: Pick<Definition, 'trials'>,
  { seed }: Config,
  given: Partial<CommonOptions>,
): CommonOptions {
  const { trials = definition.trials, threads = null, kernels = null, out = null, resume = null } = given;
  const most = Number.MAX_SAFE_INTEGER - seed + 1;
  if (trials > most) throw new ValueError('--trials', `must be at most ${most} with --seed ${seed}`, trials);
  return { trials, threads, kernels, out, resume, json: given.json ?? false, quiet: given.quiet ?? false };
}
