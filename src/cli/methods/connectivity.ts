// `connectivity`: do two copies of a network, trained in two data orders, end in one valley?

import { type Command, Option } from 'commander';
import type { Split } from '../../data/index.ts';
import {
  type ConnectivitySetup,
  planConnectivity,
  runConnectivity,
  type Stability,
  type Successive,
} from '../../experiments/index.ts';
import type { Update } from '../../training/index.ts';
import * as parse from '../parse.ts';
import { setUpTraining } from '../setup.ts';
import { TrialWatcher } from '../trial-watcher.ts';
import { percent } from '../words.ts';
import {
  barrierFigures,
  type ConnectivityConfig,
  type ConnectivityResult,
  connectivityPictures,
  stabilities,
} from './connectivity-figures.ts';
import { FIND_TRAINING, type Method } from './method.ts';
import { caveat } from './method-table.ts';

const DEFAULTS: ConnectivityConfig = {
  ...FIND_TRAINING,
  at: [0],
  rate: 0.36,
  rounds: 5,
  ticket: true,
  points: 30,
};

/** `winning-ticket connectivity`. */
export const connectivity: Method<ConnectivityConfig, ConnectivityResult> = {
  name: 'connectivity',
  description:
    'Measure stability: train two copies in two data orders and walk the straight path between them (Frankle et al. 2020).',
  defaults: DEFAULTS,
  addOptions,
  check: (config, data) => {
    planConnectivity(setUp(config, data));
  },
  async run(config, data, { report, signal }) {
    const watcher = new TrialWatcher(report);
    const setup = setUp(config, data, watcher);
    watcher.begin(planConnectivity(setup));
    const found: ConnectivityResult[number][] = [];
    for await (const finding of runConnectivity(setup, { signal })) found.push(kept(finding));
    return found;
  },
  line: (found) =>
    stabilities(found)
      .map(({ subject, at, barrier }) => `${subject} from ${at}: barrier ${percent(barrier, 2)}`)
      .join('  '),
  figures: barrierFigures,
  words: {
    title: 'Error barriers between two data orders',
    axis: 'Error barrier',
    unit: 'fraction',
    reference: 'stable below',
  },
  pictures: connectivityPictures,
  notes: (results, config) => [
    `${caveat(results.length)} Barrier: the largest test error on ${config.points} points of the straight path, minus the mean of its ends.`,
    'Below 2 percentage points two networks count as connected. The test set chooses nothing here.',
  ],
};

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

function setUp(config: ConnectivityConfig, data: Split, watcher?: TrialWatcher): ConnectivitySetup {
  let last = -1;
  const listeners = watcher && {
    ...watcher.listeners,
    onUpdate: (update: Update) => {
      if (update.iteration <= last) watcher.finish(); // another training has begun
      last = update.iteration;
      watcher.update(update);
    },
  };
  const { at, rate: roundRate, rounds: pruningRounds, ticket, points } = config;
  const search = ticket ? ({ roundRate, pruningRounds, scope: 'layerwise' } as const) : null;
  return { ...setUpTraining(config, data, listeners ?? {}), at, search, points, examples: data.test };
}

function kept(finding: Stability | Successive): ConnectivityResult[number] {
  const { at, path, barrier, mask } = finding;
  const common = { at, path, barrier, density: mask.density };
  if (finding.kind === 'successive')
    return { kind: 'successive', ...common, round: finding.round, accuracies: finding.accuracies };
  const { subject, orderDistance, pruningDistance, trainings } = finding;
  const accuracies = trainings.map(({ training }) => training.final.testAccuracy);
  return { kind: 'stability', ...common, subject, orderDistance, pruningDistance, accuracies };
}
