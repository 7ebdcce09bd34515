import { integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import type { Random } from '../random.ts';
import { gather, type Indices } from '../tensor/index.ts';
import { checkDataset } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';

/**
 * Returns a copy of the examples at `indices`, in that order. An index may occur more than once.
 *
 * @throws {ValueError} if an index is not an integer in [0, n).
 *
 * @example
 * const data = xor({ examples: 100, random: new Random(1) });
 * subset(data, [3, 0]).labels; // → Uint8Array(2) [ 1, 0 ]
 */
export function subset(dataset: Dataset, indices: Indices): Dataset {
  checkDataset(dataset);
  const inputs = gather(dataset.inputs, indices);
  return { ...dataset, inputs, labels: Uint8Array.from(indices, (index) => dataset.labels[index]) };
}

/**
 * Splits a dataset in two: `count` examples, drawn without replacement, for validation and all others for training. Both parts
 * keep the dataset's order. Which examples are drawn depends only on `random`.
 *
 * @throws {ValueError} if a part would be empty.
 *
 * @example
 * const data = xor({ examples: 100, random: new Random(1) });
 * const { train, validation } = splitDataset(data, 20, new Random(2));
 * [train.labels.length, validation.labels.length]; // → [ 80, 20 ]
 */
export function splitDataset(
  dataset: Dataset,
  count: number,
  random: Random,
): { train: Dataset; validation: Dataset } {
  const n = dataset.labels.length;
  if (n < 2) throw new ValueError(dataset.name, 'must have at least two examples to be split', n);
  integer('validation size', count, 1, n - 1);
  const order = random.permutation(n);
  return {
    train: subset(dataset, order.subarray(count).sort()),
    validation: subset(dataset, order.subarray(0, count).sort()),
  };
}
