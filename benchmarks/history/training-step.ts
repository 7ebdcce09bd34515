import { BATCH_SIZE, LEARNING_RATE, SEED, SIZES } from '../settings.ts';
import type { HistoryCase } from './cases.ts';
import { importNames } from './library.ts';
import { masksByMagnitude } from './magnitude.ts';

/** A training whose steps are timed. */
export interface Training {
  /** Runs one training step on the next batch and returns its loss. */
  step(): number;
  /** Copies the values of every parameter. */
  weights(): ReadonlyMap<string, Float32Array>;
}

/** Number of batches, which are gathered before the timing starts and used in a cycle. */
const BATCHES = 200;

/**
 * Prepares LeNet-300-100 on MNIST with Adam, as in the benchmark `step`, from the sources in a folder.
 * @param root the folder that contains `src/`
 * @throws {Error} if the sources do not export a required name
 */
export async function prepareTraining(root: string, { density }: HistoryCase): Promise<Training> {
  const names = ['Adam', 'Batches', 'loadMnist', 'mlp', 'Random', 'trainStep'] as const;
  const { Adam, Batches, loadMnist, mlp, Random, trainStep } = await importNames(root, names);
  const model = mlp(SIZES, { random: new Random(SEED).fork('initialisation') });
  if (density < 1) model.setMask(masksByMagnitude(model.state(), density));
  const optimizer = new Adam(model.namedParameters(), { learningRate: LEARNING_RATE });
  const { train } = loadMnist({ seed: SEED });
  const source = new Batches(train, BATCH_SIZE, new Random(SEED).fork('data order'));
  const batches = Array.from({ length: BATCHES }, (_, iteration) => source.at(iteration));
  let iteration = 0;
  return {
    step: () => trainStep(model, optimizer, batches[iteration++ % BATCHES]),
    weights: () => model.state(),
  };
}
