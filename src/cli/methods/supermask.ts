// `supermask`: which weights of a random network to keep, learned; and optionally chosen by criteria.

import { type Command, Option } from 'commander';
import {
  differentSign,
  type ExperimentOptions,
  supermask as experiment,
  sameSign,
  type UntrainedOptions,
} from '../../experiments/index.ts';
import { CRITERIA, type Importance } from '../../pruning/index.ts';
import { trainerMaker } from '../setup.ts';
import { methodOf } from './method.ts';
import { addScoresOptions, type ScoresConfig, scoreOptions } from './scores.ts';

/** The options of the command. */
type SupermaskConfig = ScoresConfig & {
  /** Whether kept weights are scaled by n ÷ n_kept. */
  readonly rescale: boolean;
  /** Whether each weight becomes its sign times the layer's standard deviation. */
  readonly signedConstant: boolean;
  /** Whether masks by criterion and sign are evaluated too. */
  readonly untrained: boolean;
};

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

/** Criteria that look at how training changed each weight. Zhou et al. 2019, §5. */
const CRITERIA_BY_SIGN: Readonly<Record<string, Importance>> = {
  large_final: CRITERIA.large_final,
  large_final_same_sign: sameSign(CRITERIA.large_final),
  large_final_diff_sign: differentSign(CRITERIA.large_final),
  random: CRITERIA.random,
};

/** `winning-ticket supermask`. */
export const supermask = methodOf({
  name: 'supermask',
  description:
    'Learn which weights of a random network to keep, the weights themselves untrained (Zhou et al. 2019).',
  defaults: DEFAULTS,
  addOptions,
  experiment,
  options: (config: SupermaskConfig) => {
    const options = scoreOptions(config);
    const { rescale, signedConstant, untrained } = config;
    return {
      ...options,
      ...{ rescale, signedConstant },
      ...(untrained && { untrained: bySign(config, options) }),
    };
  },
});

/** The training that the criteria look at: that of the lottery-ticket paper, on the same trial. */
function bySign(config: SupermaskConfig, { setup }: ExperimentOptions): UntrainedOptions {
  const training = { ...config, optimizer: 'adam', lr: 1.2e-3, batch: 60 } as const;
  return {
    setup: (seed) => ({ ...setup(seed), makeTrainer: trainerMaker(training, setup(seed)) }),
    criteria: CRITERIA_BY_SIGN,
  };
}

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
