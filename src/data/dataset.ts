// Letters: n examples, f features.

import type { Tensor } from '../tensor/index.ts';

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
