import {
  differentSign,
  type ExperimentOptions,
  supermask as experiment,
  sameSign,
  type UntrainedOptions,
} from '../../experiments/index.ts';
import { CRITERIA, type Criterion } from '../../pruning/index.ts';
import { libraryOptions, type OptionValues } from '../options/index.ts';
import { scoreOptions, type TrainingConfig, trainerMaker } from '../trial-setup.ts';
import { command } from './command.ts';
import { PAPER_TRAINING, TRIALS } from './training-defaults.ts';

/** Options of `supermask`. The training options apply to the scores. */
export type SupermaskConfig = TrainingConfig & Pick<OptionValues, 'rescale' | 'signedConstant' | 'untrained'>;

/** Criteria that compare each weight before and after training. Zhou et al. 2019, §5. */
const CRITERIA_BY_SIGN: Readonly<Record<string, Criterion>> = {
  large_final: CRITERIA.large_final,
  large_final_same_sign: sameSign(CRITERIA.large_final),
  large_final_diff_sign: differentSign(CRITERIA.large_final),
  random: CRITERIA.random,
};

/** The command `winning-ticket supermask`. */
export const supermask = command({
  name: 'supermask',
  description:
    'Learn which weights of a random network to keep, without training the weights (Zhou et al. 2019).',
  example: '--data two-moons --hidden 64,64 --iterations 1000',
  defaults: {
    ...PAPER_TRAINING,
    rescale: true,
    signedConstant: true,
    untrained: false,
    iterations: 5000,
    batch: 100,
    lr: 0.3,
    schedule: { kind: 'cosine' },
    evaluateEvery: 250,
  } satisfies SupermaskConfig as SupermaskConfig,
  trials: TRIALS,
  experiment,
  options: (config) => {
    const scores = scoreOptions(config);
    const untrained = config.untrained ? { untrained: bySign(config, scores) } : {};
    return { ...scores, ...libraryOptions(config).own, ...untrained };
  },
});

/**
 * Returns the options of the training that the criteria use: the training of the lottery-ticket paper, with as many iterations,
 * on the same trial.
 */
function bySign(config: SupermaskConfig, { setup }: ExperimentOptions): UntrainedOptions {
  const { iterations, evaluateEvery } = config;
  const training = { ...PAPER_TRAINING, iterations, evaluateEvery };
  return {
    setup: (seed) => ({ ...setup(seed), makeTrainer: trainerMaker(training, setup(seed)) }),
    criteria: CRITERIA_BY_SIGN,
  };
}
