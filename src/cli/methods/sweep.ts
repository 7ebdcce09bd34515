// `sweep`: up to which sparsity do tickets match the dense network?

import { type Command, Option } from 'commander';
import { sweep as experiment } from '../../experiments/index.ts';
import type { Scope } from '../../pruning/index.ts';
import * as parse from '../parse.ts';
import { trialOptions } from '../setup.ts';
import { FIND_TRAINING, type MethodConfig, methodOf } from './method.ts';

/** The options of the command. */
type SweepConfig = MethodConfig & {
  /** Fraction of the surviving weights removed per round. */
  readonly rate: number;
  readonly rounds: number;
  readonly scope: Scope;
  readonly rewind: string;
  /** Loss of accuracy up to which a level matches the dense network. */
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
export const sweep = methodOf({
  name: 'sweep',
  description:
    'Find where pruning begins to cost accuracy: minimal, gradual and significant loss, and the sparsity where matching ends.',
  defaults: DEFAULTS,
  addOptions,
  experiment,
  options: (config: SweepConfig) => {
    const { rate: roundRate, rounds: pruningRounds, scope, rewind, tolerance, significant } = config;
    const outputRate = scope === 'global' ? roundRate : roundRate / 2;
    const search = { roundRate, outputRate, pruningRounds, scope, rewind: parse.rewindStrategy(rewind) };
    return { ...trialOptions(config), search, tolerance, significant };
  },
});

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
