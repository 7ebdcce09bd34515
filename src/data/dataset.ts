// Letters: n examples, f features.

import { wholeNumber } from '../check.ts';
import { NonFiniteError, ShapeError, ValueError } from '../errors.ts';
import type { Random } from '../random.ts';
import { gather, type Indices, type Tensor } from '../tensor/index.ts';

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
 * The parts, checked, as a dataset. Throws a ShapeError where inputs [n, f], n labels and the image do not fit, a
 * ValueError for a label outside [0, classes), a NonFiniteError for an input that is no finite number.
 */
export function createDataset(parts: Dataset): Dataset {
  checkDataset(parts);
  const { name, inputs, labels, classes } = parts;
  labels.forEach((label, i) => {
    if (label >= classes) throw new ValueError(`${name} labels[${i}]`, `must be below ${classes}`, label);
  });
  const bad = inputs.values().findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new NonFiniteError(`${name} inputs`, bad, inputs.values()[bad]);
  return parts;
}

/** Refuses a dataset whose shapes do not fit each other, without reading every number. */
export function checkDataset({ name, inputs, labels, classes, image }: Dataset): void {
  wholeNumber(`${name} classes`, classes, 1, 256);
  if (inputs.rank !== 2 || inputs.shape[0] !== labels.length) {
    const rule = `must be a matrix of ${labels.length} rows, one for each label`;
    throw new ShapeError(`${name} inputs`, rule, [...inputs.shape]);
  }
  if (image && image[0] * image[1] !== inputs.shape[1]) {
    throw new ShapeError(`${name} image`, `must hold ${inputs.shape[1]} pixels`, [...image]);
  }
}

/** The examples that `indices` names, in that order, repeats allowed; a copy. Throws a ValueError outside [0, n). */
export function subset(dataset: Dataset, indices: Indices): Dataset {
  checkDataset(dataset);
  const inputs = gather(dataset.inputs, indices);
  return { ...dataset, inputs, labels: Uint8Array.from(indices, (index) => dataset.labels[index]) };
}

/**
 * A seeded split in two: `count` examples drawn without repeats for validation, all others for training, each part in
 * the dataset's own order. `random` alone decides who goes where. Throws a ValueError unless both parts get an example.
 */
export function splitDataset(
  dataset: Dataset,
  count: number,
  random: Random,
): { train: Dataset; validation: Dataset } {
  const n = dataset.labels.length;
  if (!(Number.isInteger(count) && count >= 1 && count < n)) {
    throw new ValueError('validation', `must be a whole number ≥ 1 and below the ${n} examples`, count);
  }
  const order = random.permutation(n);
  return {
    train: subset(dataset, order.subarray(count).sort()),
    validation: subset(dataset, order.subarray(0, count).sort()),
  };
}
