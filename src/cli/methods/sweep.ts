// `sweep`: up to which sparsity do tickets match the dense network?

import { type Command, Option } from 'commander';
import type { Split } from '../../data/index.ts';
import {
  type ExperimentSetup,
  planExperiment,
  runExperiment,
  type SweepLevel,
  sweepLevel,
  tradeOff,
} from '../../experiments/index.ts';
import type { Scope } from '../../pruning/index.ts';
import { type FigureRow, sweepPlot } from '../../report/index.ts';
import * as parse from '../parse.ts';
import { setUpTraining } from '../setup.ts';
import { TrialWatcher } from '../trial-watcher.ts';
import { percent } from '../words.ts';
import { FIND_TRAINING, isLeNetOnMnist, type Method, type MethodConfig } from './method.ts';
import { caveat } from './method-table.ts';

/** What decides a run. */
export type SweepConfig = MethodConfig & {
  /** Fraction of the survivors removed a round. */
  readonly rate: number;
  readonly rounds: number;
  readonly scope: Scope;
  readonly rewind: string;
  /** A loss up to this is none. */
  readonly tolerance: number;
  /** A loss above this is significant. */
  readonly significant: number;
};

const DEFAULTS: SweepConfig = {
  ...FIND_TRAINING,
  rate: 0.4,
  rounds: 10,
  scope: 'layerwise',
  rewind: 'init',
  tolerance: 0.002,
  significant: 0.01,
};

/** `winning-ticket sweep`. */
export const sweep: Method<SweepConfig, readonly SweepLevel[]> = {
  name: 'sweep',
  description:
    'Find where pruning begins to cost accuracy: minimal, gradual and significant loss, and the sparsity where matching ends.',
  defaults: DEFAULTS,
  addOptions,
  check: (config, data) => {
    planExperiment(setUp(config, data, {}));
    tradeOff([[{ round: 0, sparsity: 0, testAccuracy: 1 }]], config);
  },
  async run(config, data, { report, signal }) {
    const watcher = new TrialWatcher(report);
    const setup = setUp(config, data, watcher.listeners);
    watcher.begin(planExperiment(setup));
    const levels: SweepLevel[] = [];
    for await (const level of runExperiment(setup, { signal })) {
      watcher.finish();
      if (level.kind === 'level') levels.push(sweepLevel(level));
    }
    return levels;
  },
  line: (levels, config) => {
    const { extremeSparsity } = tradeOff([levels], config);
    return `dense ${percent(levels[0].testAccuracy, 2)}, matches up to a sparsity of ${percent(extremeSparsity)}`;
  },
  figures: rows,
  words: { title: 'Accuracy at each sparsity', axis: 'Test accuracy', unit: 'fraction' },
  pictures: (results, config) => new Map([['sweep.svg', sweepPlot(tradeOff(results, config))]]),
  notes,
};

function addOptions(command: Command): Command {
  return command
    .option(
      '--rate <fraction>',
      'fraction of the survivors removed a round (layerwise: half of it in the last layer)',
      parse.numberBetween(0, 1),
      DEFAULTS.rate,
    )
    .option('--rounds <n>', 'rounds, each a level of sparsity', parse.wholeFrom(1), DEFAULTS.rounds)
    .addOption(
      new Option('--scope <scope>', 'whether all layers compete, or each keeps its own share')
        .choices(['global', 'layerwise'])
        .default(DEFAULTS.scope),
    )
    .option(
      '--rewind <strategy>',
      'where survivors return to: init, early:500, early:10%, late:10%, none; weights:10%, reinit',
      parse.rewindText,
      DEFAULTS.rewind,
    )
    .option('--tolerance <fraction>', 'a loss up to this is none', parse.numberFromZero, DEFAULTS.tolerance)
    .option(
      '--significant <fraction>',
      'a loss above this is significant',
      parse.numberFromZero,
      DEFAULTS.significant,
    );
}

function setUp(
  config: SweepConfig,
  data: Split,
  listeners: Parameters<typeof setUpTraining>[2],
): ExperimentSetup {
  const { rate: roundRate, rounds: pruningRounds, scope, rewind } = config;
  const outputRate = scope === 'global' ? roundRate : roundRate / 2;
  const search = { roundRate, outputRate, pruningRounds, scope, rewind: parse.rewindStrategy(rewind) };
  return { ...setUpTraining(config, data, listeners), search, controls: [] };
}

/** Frankle et al. 2019: dense, and the ticket at 10.7 %. */
function rows(results: readonly (readonly SweepLevel[])[], config: SweepConfig): FigureRow[] {
  const isPapers = isLeNetOnMnist(config);
  return (results[0] ?? []).map(({ round, sparsity }, i) => ({
    label: round === 0 ? 'dense' : `${percent(1 - sparsity, sparsity > 0.9 ? 2 : 1)} left`,
    values: results.map((levels) => levels[i].testAccuracy),
    ...(isPapers && round === 0 && { reference: { value: 0.98, deviation: 0.002 } }),
    ...(isPapers &&
      Math.abs(1 - sparsity - 0.107) < 0.005 && { reference: { value: 0.983, deviation: 0.001 } }),
  }));
}

function notes(results: readonly (readonly SweepLevel[])[], config: SweepConfig): string[] {
  const { extremeSparsity, sureSparsity, gradualUntil, sawTheEnd } = tradeOff(results, config);
  const sure = sureSparsity === null ? '' : `; by the whole 95 % interval up to ${percent(sureSparsity)}`;
  const opening = `${caveat(results.length)} Test accuracy at early stop.`;
  if (sawTheEnd && extremeSparsity === 0)
    return [opening, `The first level already loses more than ${percent(config.tolerance)} on average.`];
  return [
    opening,
    sawTheEnd
      ? `Matching ends at a sparsity of ${percent(extremeSparsity, 2)} (mean loss within ${percent(config.tolerance)})${sure}.`
      : `Matching holds down to the last level, a sparsity of ${percent(extremeSparsity, 2)}${sure}.`,
    `Loss is minimal up to ${percent(extremeSparsity)}, gradual up to ${percent(gradualUntil)}, then more than ${percent(config.significant)}.`,
  ];
}
