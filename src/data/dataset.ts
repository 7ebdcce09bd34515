// Letters: n examples, f features.

import type { Tensor } from '../tensor/index.ts';

/** Labeled examples. */
export interface Dataset {
  /** The name of the dataset, for tables and messages. */
  readonly name: string;
  /** The inputs, one example per row: [n, f]. */
  readonly inputs: Tensor;
  /** The class of each example, in [0, classes): [n]. */
  readonly labels: Uint8Array;
  /** Number of classes, at most 256. */
  readonly classes: number;
  /** For images: [height, width], with height · width = f and pixels in row-major order. */
  readonly image?: readonly [height: number, width: number];
}

/** The data of an experiment in three parts. */
export interface Split {
  /** Training set: the examples that the network is trained on. */
  readonly train: Dataset;
  /** Validation set: determines when to stop training. */
  readonly validation: Dataset;
  /** Test set: measures the result, and affects no decision. */
  readonly test: Dataset;
  /** How the inputs of all three parts were normalized, if they were. */
  readonly normalization?: Normalization;
}

/** The mean and standard deviation of x ↦ (x − mean) ÷ deviation, in the units of the original inputs. */
export interface Normalization {
  /** The mean of all numbers in the training inputs. */
  readonly mean: number;
  /** Their population standard deviation, √(Σ(x − mean)² ÷ count). */
  readonly deviation: number;
}
