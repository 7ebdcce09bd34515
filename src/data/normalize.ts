import { ValueError } from '../errors.ts';
import { Tensor } from '../tensor/index.ts';
import { checkSplit } from './check-dataset.ts';
import type { Dataset, Normalization, Split } from './dataset.ts';

/**
 * Returns the split with every input x replaced by (x − mean) ÷ standard deviation. Both are computed from the training inputs
 * only, over all features together, so that nothing is learned from the validation or test set. They are recorded in
 * `normalization`. The original split is not mutated. Computed in binary64, rounded once to binary32.
 *
 * @throws {ValueError} if the split has been normalized before, or all training inputs are the same.
 * @throws {ShapeError | NonFiniteError} if a part of the split is not as `SupervisedTrainer` needs it.
 *
 * @example
 * const part = { name: 'points', inputs: tensor([[2], [4]]), labels: Uint8Array.of(0, 1), classes: 2 };
 * const normalized = normalize({ train: part, validation: part, test: part });
 * normalized.train.inputs.toArray(); // → [ [ -1 ], [ 1 ] ]
 * normalized.normalization; // → { mean: 3, deviation: 1 }
 */
export function normalize(split: Split): Split & { readonly normalization: Normalization } {
  if (split.normalization) {
    throw new ValueError('normalize', 'must be given inputs not yet normalized', [
      split.normalization.mean,
      split.normalization.deviation,
    ]);
  }
  checkSplit(split);
  const normalization = pixelStatistics(split.train);
  return {
    train: scaled(split.train, normalization),
    validation: scaled(split.validation, normalization),
    test: scaled(split.test, normalization),
    normalization,
  };
}

/**
 * Returns the mean and the population standard deviation of all inputs, computed in two passes in binary64 in row-major order.
 *
 * @throws {ValueError} if all inputs are the same.
 */
export function pixelStatistics({ name, inputs }: Dataset): Normalization {
  const values = inputs.values();
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  if (values.every((value) => value === values[0])) {
    throw new ValueError(`${name} inputs`, 'must not all be the same', values[0]);
  }
  const mean = total / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) * (values[i] - mean);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

function scaled(dataset: Dataset, { mean, deviation }: Normalization): Dataset {
  const values = dataset.inputs.values();
  const out = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = (values[i] - mean) / deviation;
  return { ...dataset, inputs: new Tensor(out, dataset.inputs.shape) };
}
