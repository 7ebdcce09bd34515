// What `supermask` and `edge-popup` share: the weights are frozen, and scores are trained.

import { type Command, Option } from 'commander';
import type { Split } from '../../data/index.ts';
import type { ScorePoint, ScoreTraining } from '../../experiments/index.ts';
import { cosine } from '../../optim/index.ts';
import { Random } from '../../random.ts';
import { makeOptimizer } from '../setup.ts';
import type { MethodConfig, MethodTools } from './method.ts';

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

/** The training of the scores that the options name. */
export function scoreTraining(config: ScoresConfig, data: Split): ScoreTraining {
  return {
    sizes: [data.train.inputs.shape[1], ...config.hidden, data.train.classes],
    data,
    makeOptimizer: (scores) => makeOptimizer(config, scores),
    ...(config.cosine && { schedule: cosine(config.lr, config.iterations) }),
    batchSize: config.batch,
    iterations: config.iterations,
    evaluateEvery: config.evaluateEvery,
    random: new Random(config.seed),
  };
}

/** An evaluation as it is kept. */
export type CurveEntry = readonly [iteration: number, accuracy: number];

/** Takes each evaluation to whoever shows progress, and gives what the experiment ends with. */
export async function follow<End extends { readonly kind: string }>(
  events: AsyncGenerator<ScorePoint | End, void, void>,
  total: number,
  { report }: MethodTools,
): Promise<{ readonly end: End; readonly curve: readonly CurveEntry[] }> {
  const curve: CurveEntry[] = [];
  let end: End | undefined;
  for await (const event of events) {
    if (isPoint(event)) {
      const { iteration, validationAccuracy } = event;
      curve.push([iteration, validationAccuracy]);
      report({ training: 'scores', done: iteration, total, accuracy: validationAccuracy });
    } else end = event;
  }
  return { end: end as End, curve };
}

const isPoint = (event: { readonly kind: string }): event is ScorePoint => event.kind === 'point';
