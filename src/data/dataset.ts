// Datasets and their splits. In shapes, n is the number of examples and f the number of features.

import type { Tensor } from '../tensor/index.ts';

/** Labeled examples. */
export interface Dataset {
  /** Name of the dataset for tables and messages. */
  readonly name: string;
  /** The inputs, one example per row: [n, f]. */
  readonly inputs: Tensor;
  /** The class of each example, in [0, classes): [n]. */
  readonly labels: Uint8Array;
  /** Number of classes, at most 256. */
  readonly classes: number;
  /** Height and width of images, with height · width = f and pixels in row-major order; missing for other data. */
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
  /** The normalization of the inputs of all three parts, if they were normalized. */
  readonly normalization?: Normalization;
}

/** The mean and standard deviation of x ↦ (x − mean) ÷ deviation, in the units of the original inputs. */
export interface Normalization {
  /** Mean of all numbers in the training inputs. */
  readonly mean: number;
  /** Population standard deviation of all numbers in the training inputs, √(Σ(x − mean)² ÷ count). */
  readonly deviation: number;
}
