import type { Bench } from './bench.ts';
import { lenet, orderOf, trainingSet } from './lenet.ts';
import type { ImpProblem } from './problems.ts';
import { BATCH_SIZE, LEARNING_RATE } from './settings.ts';

const ROUNDS = 15;
const ITERATIONS = 2000;
const QUICK = 200;

/** A whole search in LeNet-300-100 on MNIST: 15 rounds that each remove 20 % of what is left, with no evaluation. */
export const imp: Bench<ImpProblem> = {
  name: 'imp',
  contenders: ['ours', 'pytorch'],
  pace: { runs: 1, warmUp: 0, runLength: 0 },
  *cases({ quick }) {
    const train = trainingSet();
    const iterations = quick ? QUICK : ITERATIONS;
    yield {
      name: quick ? `${ROUNDS} rounds of ${iterations} iterations` : `${ROUNDS} rounds`,
      problem: {
        layers: lenet(1),
        inputs: train.inputs.values(),
        labels: train.labels,
        order: orderOf(train, iterations),
        batchSize: BATCH_SIZE,
        learningRate: LEARNING_RATE,
        rounds: ROUNDS,
        iterations,
        rate: 0.2,
      },
    };
  },
};

/** The small search that is compared before the large one is timed: two rounds of twenty updates. */
export const trial = (problem: ImpProblem): ImpProblem => ({ ...problem, rounds: 2, iterations: 20 });

/** What a search led to. */
export interface Figures {
  /** Weights left in the end. */
  readonly remaining: number;
  /** Loss of every update, round after round. */
  readonly losses: ArrayLike<number>;
}

/** What is compared of a trial: the weights left, and the first losses of both rounds, so that a rewind shows. */
export function figures({ remaining, losses }: Figures): number[] {
  const half = losses.length / 2;
  return [remaining, ...[0, 1, 2, half, half + 1].map((update) => losses[update])];
}

/** What is told of a search: searches part from each other by rounding, but should end alike. */
export function said(figures: Figures | undefined): string {
  if (figures === undefined) return 'has not run';
  const last = Array.prototype.slice.call(figures.losses, -100) as number[];
  const mean = last.reduce((sum, loss) => sum + loss, 0) / last.length;
  return `${figures.remaining} weights left, mean loss of the last ${last.length} updates ${mean.toFixed(4)}`;
}
