// `supermask`: which weights of a random network to keep, learned; and the same without training the masked network.

import { type Command, Option } from 'commander';
import {
  differentSign,
  estimate,
  runSupermask,
  runUntrainedSupermasks,
  sameSign,
  type UntrainedWeights,
} from '../../experiments/index.ts';
import { CRITERIA, type Importance } from '../../pruning/index.ts';
import { type FigureRow, learningPlot } from '../../report/index.ts';
import { setUpTraining } from '../setup.ts';
import { TrialWatcher } from '../trial-watcher.ts';
import { percent, whole } from '../words.ts';
import { isLeNetOnMnist, type Method } from './method.ts';
import { caveat } from './method-table.ts';
import { addScoresOptions, type CurveEntry, follow, type ScoresConfig, scoreTraining } from './scores.ts';

/** What decides a run. */
export type SupermaskConfig = ScoresConfig & {
  /** Whether kept weights are scaled by n ÷ n_kept. */
  readonly rescale: boolean;
  /** Whether each weight becomes its sign times the layer's deviation. */
  readonly signedConstant: boolean;
  /** Whether masks by criterion and sign are tried too. */
  readonly untrained: boolean;
};

/** One seed. */
export interface SupermaskResult {
  /** Test accuracy, mean of ten sampled masks. */
  readonly sampled: number;
  /** Of the likeliest mask. */
  readonly thresholded: number;
  /** Of W ⊙ σ(s). */
  readonly expected: number;
  /** Fraction the likeliest mask keeps. */
  readonly density: number;
  readonly curve: readonly CurveEntry[];
  readonly untrained: readonly {
    readonly criterion: string;
    readonly weights: UntrainedWeights;
    readonly density: number;
    readonly accuracy: number;
  }[];
}

const DEFAULTS: SupermaskConfig = {
  rescale: true,
  signedConstant: true,
  untrained: false,
  cosine: true,
  data: 'mnist',
  normalize: false,
  hidden: [300, 100],
  iterations: 5000,
  batch: 100,
  lr: 0.3,
  optimizer: 'adam',
  evaluateEvery: 250,
  seed: 1,
};

/** Masks by what training did to each weight. Zhou et al. 2019, §5. */
const UNTRAINED: Readonly<Record<string, Importance>> = {
  large_final: CRITERIA.large_final,
  large_final_same_sign: sameSign(CRITERIA.large_final),
  large_final_diff_sign: differentSign(CRITERIA.large_final),
  random: CRITERIA.random,
};

/** `winning-ticket supermask`. */
export const supermask: Method<SupermaskConfig, SupermaskResult> = {
  name: 'supermask',
  description:
    'Learn which weights of a random network to keep, the weights themselves untrained (Zhou et al. 2019).',
  defaults: DEFAULTS,
  addOptions,
  async run(config, data, tools) {
    const { rescale, signedConstant, iterations } = config;
    const events = runSupermask({ ...scoreTraining(config, data), rescale, signedConstant }, tools);
    const { end, curve } = await follow(events, iterations, tools);
    const untrained: SupermaskResult['untrained'][number][] = [];
    if (config.untrained) {
      const watcher = new TrialWatcher(tools.report);
      watcher.begin([{ name: 'criteria', updates: iterations }]);
      const setup = setUpTraining(
        { ...config, optimizer: 'adam', lr: 1.2e-3, batch: 60 },
        data,
        watcher.listeners,
      );
      for await (const done of runUntrainedSupermasks({ ...setup, data, criteria: UNTRAINED }, tools)) {
        if (done.kind === 'trained') continue;
        const { criterion, weights, mask, testAccuracy } = done;
        untrained.push({ criterion, weights, density: mask.density, accuracy: testAccuracy });
      }
    }
    const sampled = estimate(end.sampled).mean;
    return {
      sampled,
      thresholded: end.thresholded,
      expected: end.expected,
      density: end.mask.density,
      curve,
      untrained,
    };
  },
  line: ({ sampled, thresholded, expected, density }) =>
    `sampled ${percent(sampled, 2)}  likeliest ${percent(thresholded, 2)} (${percent(density)} kept)  expected ${percent(expected, 2)}`,
  figures,
  words: { title: 'Supermasks: learning by deleting', axis: 'Test accuracy', unit: 'fraction' },
  pictures: (results) => {
    const series = [{ label: 'sampled masks', curves: results.map(({ curve }) => curve) }];
    return new Map([['learning.svg', learningPlot(series)]]);
  },
  notes: (results, config) => [
    `${caveat(results.length)} The paper trains scores for 2,000 epochs by SGD at rate 100; here ${whole(config.iterations)} updates by ${config.optimizer}.`,
    'Sampled: mean of ten masks drawn from σ(s), as the paper reads it; likeliest: s > 0; expected: weights times σ(s), which no mask gives.',
    ...(config.untrained
      ? [
          'By criterion: the mask from one training of the whole network, over its drawn weights (w₀) or signed constants (±σ).',
        ]
      : []),
  ],
};

function addOptions(command: Command): Command {
  command
    .addOption(
      new Option('--no-rescale', 'do not scale what a mask keeps by n ÷ kept, layer by layer').default(
        DEFAULTS.rescale,
      ),
    )
    .addOption(
      new Option(
        '--no-signed-constant',
        'keep the drawn weights, rather than their sign times the layer’s deviation',
      ).default(DEFAULTS.signedConstant),
    )
    .addOption(
      new Option(
        '--untrained',
        'also masks by criterion and sign, from one training of the whole network',
      ).default(DEFAULTS.untrained, 'off'),
    );
  return addScoresOptions(command, DEFAULTS);
}

/** Zhou et al. 2019: MNIST, the fully connected network. */
function figures(results: readonly SupermaskResult[], config: SupermaskConfig): FigureRow[] {
  const known = isLeNetOnMnist(config);
  const paper = (value: number) => (known ? { reference: { value } } : {});
  const row = (label: string, of: (result: SupermaskResult) => number, published?: number): FigureRow => ({
    label,
    values: results.map(of),
    ...(published !== undefined && paper(published)),
  });
  return [
    row('learned, sampled', ({ sampled }) => sampled, config.rescale ? 0.98 : 0.953),
    row('learned, likeliest', ({ thresholded }) => thresholded),
    row('learned, expected', ({ expected }) => expected),
    ...(results[0]?.untrained ?? []).map(({ criterion, weights }, i) =>
      row(
        `${criterion}, ${weights === 'initial' ? 'w₀' : '±σ'}`,
        ({ untrained }) => untrained[i].accuracy,
        criterion === 'large_final_same_sign' && weights === 'signed constant' ? 0.86 : undefined,
      ),
    ),
  ];
}
