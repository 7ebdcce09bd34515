import type { Bench } from './bench.ts';
import { batchesOf, lenet, trainingSet } from './lenet.ts';
import type { StepProblem } from './problems.ts';
import { BATCH_SIZE, LEARNING_RATE } from './settings.ts';

const DENSITIES = [1, 0.5, 0.2, 0.1, 0.05, 0.02];
const BATCHES = 200;

/** One update of LeNet-300-100 on a batch of MNIST: forward, cross-entropy, backward, Adam, the loss read. */
export const step: Bench<StepProblem> = {
  name: 'step',
  contenders: ['ours', 'ours-dense', 'reference', 'tfjs-wasm', 'tfjs-cpu', 'jax-js', 'pytorch'],
  pace: { runs: 9, warmUp: 300, runLength: 50 },
  *cases() {
    const batches = batchesOf(trainingSet(), BATCHES);
    for (const density of DENSITIES) {
      yield {
        name: `density ${density}`,
        problem: { layers: lenet(density), batches, batchSize: BATCH_SIZE, learningRate: LEARNING_RATE },
        ...(density === 1 && { without: { 'ours-dense': 'we are dense here' } }),
      };
    }
  },
};

/** How many first losses are compared. */
export const COMPARED = 3;
