// What `supermask` and `edge-popup` share: the weights are frozen, and scores are trained.

import { type Command, Option } from 'commander';
import type { ScoreOptions } from '../../experiments/index.ts';
import { cosine } from '../../optim/index.ts';
import { makeOptimizer, trialOptions } from '../setup.ts';
import type { MethodConfig } from './method.ts';

/** Options of a command that trains scores. */
export type ScoresConfig = MethodConfig & {
  /** Whether the learning rate falls to 0 along half a cosine. */
  readonly cosine: boolean;
};

/** Adds them. */
export const addScoresOptions = (command: Command, defaults: ScoresConfig): Command =>
  command.addOption(
    new Option('--no-cosine', 'keep the learning rate as it is, rather than let it fall to 0').default(
      defaults.cosine,
    ),
  );

/** The options of an experiment that trains scores. */
export function scoreOptions(config: ScoresConfig): ScoreOptions {
  return {
    ...trialOptions(config),
    scores: {
      hidden: config.hidden,
      makeOptimizer: (scores) => makeOptimizer(config, scores),
      ...(config.cosine && { schedule: cosine(config.lr, config.iterations) }),
      batchSize: config.batch,
      iterations: config.iterations,
      evaluateEvery: config.evaluateEvery,
    },
  };
}
