import { wholeNumber } from '../check.ts';
import { ValueError } from '../errors.ts';
import type { Random } from '../random.ts';
import { gather, type Indices } from '../tensor/index.ts';
import { checkDataset } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';

/** The examples that `indices` names, in that order, repeats allowed; a copy. Throws a ValueError outside [0, n). */
export function subset(dataset: Dataset, indices: Indices): Dataset {
  checkDataset(dataset);
  const inputs = gather(dataset.inputs, indices);
  return { ...dataset, inputs, labels: Uint8Array.from(indices, (index) => dataset.labels[index]) };
}

/**
 * Splits a dataset in two: `count` examples drawn without repeats for validation, all others for training, each part in
 * the dataset's own order. Which examples are drawn depends on `random` only.
 *
 * @throws {ValueError} if a part would be empty.
 */
export function splitDataset(
  dataset: Dataset,
  count: number,
  random: Random,
): { train: Dataset; validation: Dataset } {
  const n = dataset.labels.length;
  if (n < 2) throw new ValueError(dataset.name, 'must have at least two examples to be split', n);
  wholeNumber('validation size', count, 1, n - 1);
  const order = random.permutation(n);
  return {
    train: subset(dataset, order.subarray(count).sort()),
    validation: subset(dataset, order.subarray(0, count).sort()),
  };
}
