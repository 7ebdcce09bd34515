// `edge-popup`: the best edges of a random network, by trained scores.

import { type Command, Option } from 'commander';
import { type EdgeRanking, edgePopup as experiment } from '../../experiments/index.ts';
import { kaimingNormal, signedConstant } from '../../nn/index.ts';
import * as parse from '../parse.ts';
import { methodOf } from './method.ts';
import { addScoresOptions, type ScoresConfig, scoreOptions } from './scores.ts';

/** The options of the command. */
type EdgePopupConfig = ScoresConfig & {
  /** k: fraction of each layer to keep. */
  readonly keep: number;
  /** What edges are ranked by. */
  readonly ranking: EdgeRanking;
  /** Factor for the hidden sizes. */
  readonly width: number;
  /** The distribution of the frozen weights. */
  readonly weights: 'constant' | 'normal';
  /** Weight decay of the scores. */
  readonly decay: number;
};

const DEFAULTS: EdgePopupConfig = {
  keep: 0.5,
  ranking: 'magnitude',
  width: 1,
  weights: 'constant',
  decay: 1e-4,
  cosine: true,
  data: 'mnist',
  normalize: true,
  hidden: [300, 100],
  iterations: 3000,
  batch: 128,
  lr: 1,
  optimizer: 'momentum',
  evaluateEvery: 150,
  seed: 1,
};

/** `winning-ticket edge-popup`. */
export const edgePopup = methodOf({
  name: 'edge-popup',
  description:
    'Find a subnetwork of a random network by scores of its edges, weights untrained (Ramanujan et al. 2020).',
  defaults: DEFAULTS,
  addOptions,
  experiment,
  options: (config: EdgePopupConfig) => ({
    ...scoreOptions(config),
    keep: config.keep,
    ranking: config.ranking,
    widthMultiplier: config.width,
    initializer: config.weights === 'constant' ? signedConstant : kaimingNormal,
  }),
});

function addOptions(command: Command): Command {
  command
    .option(
      '--keep <fraction>',
      'fraction of each layer’s weights to keep',
      parse.numberUpTo(1),
      DEFAULTS.keep,
    )
    .addOption(
      new Option(
        '--ranking <by>',
        'what edges are ranked by: magnitude (|score|, as in the authors’ code) or score (the score itself, as in the formula of the paper)',
      )
        .choices(['magnitude', 'score'])
        .default(DEFAULTS.ranking),
    )
    .option(
      '--width <times>',
      'what the hidden sizes are multiplied by',
      parse.numberBetween(0, Number.POSITIVE_INFINITY),
      DEFAULTS.width,
    )
    .addOption(
      new Option('--weights <draw>', 'the frozen weights: ± one constant a layer, or normal (both Kaiming)')
        .choices(['constant', 'normal'])
        .default(DEFAULTS.weights),
    )
    .option('--decay <rate>', 'weight decay of the scores', parse.numberFromZero, DEFAULTS.decay);
  return addScoresOptions(command, DEFAULTS);
}
