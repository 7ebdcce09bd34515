import { wholeNumber } from '../check.ts';
import type { Random } from '../random.ts';
import { tensor } from '../tensor/index.ts';
import { checkAmount } from './check.ts';
import { createDataset } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';

/**
 * What every synthetic set needs. The set is a pure function of its options and of `random`'s seed: each stream is a
 * fork, so nothing is consumed, more examples begin with the same ones, and more noise moves the same points further.
 */
export interface SyntheticOptions {
  /** How many examples, ≥ 1. */
  readonly examples: number;
  /** How much noise, ≥ 0; each set says what it means there. */
  readonly noise?: number;
  /** Where every random number comes from. */
  readonly random: Random;
}

/**
 * A dataset of points in the plane, f = 2: example i has the class i mod classes, lies where `place` says, and is moved
 * by noise · N(0, 1) along each axis. Throws a ValueError for options outside their range.
 */
export function pointsInThePlane(
  name: string,
  classes: number,
  options: Required<SyntheticOptions>,
  place: (label: number, random: Random, i: number) => readonly [x: number, y: number],
): Dataset {
  const { examples, noise, random } = options;
  wholeNumber('examples', examples, 1);
  checkAmount('noise', noise);
  wholeNumber('classes', classes, 1, 256);
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
