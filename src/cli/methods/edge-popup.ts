// `edge-popup`: the best edges of a random network, by trained scores.

import { type Command, Option } from 'commander';
import { keptCount, runEdgePopup } from '../../experiments/index.ts';
import { kaimingNormal, signedConstant } from '../../nn/index.ts';
import { learningPlot } from '../../report/index.ts';
import * as parse from '../parse.ts';
import { percent, whole } from '../words.ts';
import type { Method } from './method.ts';
import { caveat } from './method-table.ts';
import { addScoresOptions, type CurveEntry, follow, type ScoresConfig, scoreTraining } from './scores.ts';

/** What decides a run. */
export type EdgePopupConfig = ScoresConfig & {
  /** k: fraction of each layer kept. */
  readonly keep: number;
  /** What the hidden sizes are multiplied by. */
  readonly width: number;
  /** How the frozen weights are drawn. */
  readonly weights: 'constant' | 'normal';
  /** Weight decay of the scores. */
  readonly decay: number;
};

/** One seed. */
export interface EdgePopupResult {
  readonly accuracy: number;
  /** Units of each layer searched. */
  readonly sizes: readonly number[];
  /** Weights kept. */
  readonly remaining: number;
  readonly curve: readonly CurveEntry[];
}

const DEFAULTS: EdgePopupConfig = {
  keep: 0.5,
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
export const edgePopup: Method<EdgePopupConfig, EdgePopupResult> = {
  name: 'edge-popup',
  description:
    'Find a subnetwork of a random network by scores of its edges, weights untrained (Ramanujan et al. 2020).',
  defaults: DEFAULTS,
  addOptions,
  check: ({ keep }) => {
    keptCount(1, keep);
  },
  async run(config, data, tools) {
    const { keep, width, weights, iterations } = config;
    const setup = {
      ...scoreTraining(config, data),
      keep,
      widthMultiplier: width,
      initializer: weights === 'constant' ? signedConstant : kaimingNormal,
    };
    const { end, curve } = await follow(runEdgePopup(setup, tools), iterations, tools);
    return { accuracy: end.testAccuracy, sizes: end.sizes, remaining: end.mask.remaining, curve };
  },
  line: ({ accuracy, remaining, sizes }) =>
    `test ${percent(accuracy, 2)}, ${whole(remaining)} random weights kept of ${sizes.join('-')}`,
  figures: (results, { keep, width }) => [
    { label: `${percent(keep, 0)} kept, width × ${width}`, values: results.map(({ accuracy }) => accuracy) },
  ],
  words: { title: 'Edge-popup: a network found, not trained', axis: 'Test accuracy', unit: 'fraction' },
  pictures: (results, { keep }) => {
    const series = [{ label: `${percent(keep, 0)} kept`, curves: results.map(({ curve }) => curve) }];
    return new Map([['learning.svg', learningPlot(series)]]);
  },
  notes: (results) => [
    `${caveat(results.length)} The paper has no MNIST figure; it finds 30 to 70 % kept best, near 50 %.`,
  ],
};

function addOptions(command: Command): Command {
  command
    .option(
      '--keep <fraction>',
      'fraction of each layer’s weights to keep',
      parse.numberUpTo(1),
      DEFAULTS.keep,
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
