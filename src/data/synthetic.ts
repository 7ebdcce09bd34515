import { integer } from '../check.ts';
import type { Random } from '../random.ts';
import { tensor } from '../tensor/index.ts';
import { checkAmount } from './check-amount.ts';
import { createDataset } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';

/**
 * Options of every synthetic dataset. A dataset is a pure function of its options and the key of `random`: its numbers are drawn
 * from forks, so the state of `random` does not change. More examples extend the same sequence, and more noise moves the same
 * points further.
 */
export interface SyntheticOptions {
  /** Number of examples, ≥ 1. */
  readonly examples: number;
  /** Amount of noise, ≥ 0; each dataset documents its meaning. */
  readonly noise?: number;
  /** Generator of all random numbers. */
  readonly random: Random;
}

/**
 * Returns a dataset of points in the plane: example i has the class i mod classes, is placed by `place`, and is moved by noise ·
 * N(0, 1) along each axis.
 *
 * @throws {ValueError} if an option is out of range.
 */
export function pointsInThePlane(
  name: string,
  classes: number,
  options: Required<SyntheticOptions>,
  place: (label: number, random: Random, i: number) => readonly [x: number, y: number],
): Dataset {
  const { examples, noise, random } = options;
  integer('examples', examples, 1);
  checkAmount('noise', noise);
  integer('classes', classes, 1, 256);
  const [places, jitter] = [random.fork('places'), random.fork('noise')];
  const inputs = new Float32Array(2 * examples);
  const labels = new Uint8Array(examples);
  for (let i = 0; i < examples; i++) {
    labels[i] = i % classes;
    const [x, y] = place(labels[i], places, i);
    inputs[2 * i] = x + noise * jitter.normal();
    inputs[2 * i + 1] = y + noise * jitter.normal();
  }
  return createDataset({ name, inputs: tensor(inputs, [examples, 2]), labels, classes });
}
