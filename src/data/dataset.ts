// Letters: n examples, f features.

import { wholeNumber } from '../check.ts';
import { ValueError } from '../errors.ts';
import type { Random } from '../random.ts';
import { gather, type Indices, type Tensor } from '../tensor/index.ts';
import { checkDataset, checkExamples } from './check-dataset.ts';

/** Examples and the class of each. */
export interface Dataset {
  /** What the examples are, for tables and messages. */
  readonly name: string;
  /** One example a row: [n, f]. */
  readonly inputs: Tensor;
  /** The class of each example, in [0, classes): n of them. */
  readonly labels: Uint8Array;
  /** How many classes there are, at most 256. */
  readonly classes: number;
  /** For pictures: [height, width], with height · width = f and pixels row by row. */
  readonly image?: readonly [height: number, width: number];
}

/** The three parts of an experiment: learn from one, stop by one, judge by one. */
export interface Split {
  /** What the network learns from. */
  readonly train: Dataset;
  /** What chooses when to stop. */
  readonly validation: Dataset;
  /** What judges the result and chooses nothing. */
  readonly test: Dataset;
  /** How the inputs of all three parts were normalized, if they were. */
  readonly normalization?: Normalization;
}

/** The figures that normalized inputs: x ↦ (x − mean) ÷ deviation, in the units of the original inputs. */
export interface Normalization {
  /** The mean of every number in the train inputs. */
  readonly mean: number;
  /** Their population standard deviation, √(Σ(x − mean)² ÷ count). */
  readonly deviation: number;
}

/**
 * Returns the parts as a dataset, after checking them. Errors name the first wrong example, counted from 0.
 *
 * @throws {ShapeError} if inputs [n, f], n labels and the image do not fit each other.
 * @throws {ValueError} if a label is not in [0, classes).
 * @throws {NonFiniteError} if an input is a NaN or an infinity.
 */
export function createDataset(parts: Dataset): Dataset {
  checkDataset(parts);
  checkExamples(parts);
  return parts;
}

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
