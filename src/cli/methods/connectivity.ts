// `connectivity`: are two copies of a network, trained in two data orders, linearly connected?

import { type Command, Option } from 'commander';
import { stability } from '../../experiments/index.ts';
import * as parse from '../parse.ts';
import { trialOptions } from '../setup.ts';
import { FIND_TRAINING, type MethodConfig, methodOf } from './method.ts';

/** The options of the command. */
type ConnectivityConfig = MethodConfig & {
  /** Iterations k at which the copies part. */
  readonly at: readonly number[];
  /** Fraction of each layer removed per round; half of it in the last layer. */
  readonly rate: number;
  /** Rounds of the search for the ticket. */
  readonly rounds: number;
  /** Whether tickets are measured, or the dense network only. */
  readonly ticket: boolean;
  /** Points of each path. */
  readonly points: number;
};

const DEFAULTS: ConnectivityConfig = {
  ...FIND_TRAINING,
  at: [0],
  rate: 0.36,
  rounds: 5,
  ticket: true,
  points: 30,
};

/** `winning-ticket connectivity`. */
export const connectivity = methodOf({
  name: 'connectivity',
  description:
    'Measure stability: train two copies in two data orders and walk the straight path between them (Frankle et al. 2020).',
  defaults: DEFAULTS,
  addOptions,
  experiment: stability,
  options: ({ at, rate, rounds, ticket, points, ...config }: ConnectivityConfig) => ({
    ...trialOptions(config),
    ...{ at, points },
    search: ticket ? ({ roundRate: rate, pruningRounds: rounds, scope: 'layerwise' } as const) : null,
  }),
});

function addOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--at <iterations>', 'iterations at which the two copies part; 0 is at initialisation')
        .argParser(parse.listOf(parse.wholeFrom(0)))
        .default(DEFAULTS.at, DEFAULTS.at.join()),
    )
    .option(
      '--rate <fraction>',
      'fraction of each layer removed a round, half of it in the last',
      parse.numberBetween(0, 1),
      DEFAULTS.rate,
    )
    .option('--rounds <n>', 'rounds of the search for the ticket', parse.wholeFrom(1), DEFAULTS.rounds)
    .addOption(new Option('--no-ticket', 'examine the dense network only').default(DEFAULTS.ticket))
    .option('--points <n>', 'points of each path, both ends included', parse.wholeFrom(2), DEFAULTS.points);
}
