import { checkOptions } from '../check.ts';
import { cos, sin } from '../numeric/index.ts';
import { checkAmount } from './check-amount.ts';
import type { Dataset } from './dataset.ts';
import { pointsInThePlane, type SyntheticOptions } from './synthetic.ts';

/** Options of `spirals`. */
export interface SpiralOptions extends SyntheticOptions {
  /** Number of spirals, one per class, in [1, 256]; 2 by default. */
  readonly classes?: number;
  /** Number of turns of each spiral around the origin, ≥ 0; 1.75 by default, as in TensorFlow Playground. */
  readonly turns?: number;
}

/**
 * Generates points on spirals that wind out from the origin to radius 1, one per class, equally spaced: spiral c consists of
 * the points r · (cos a, sin a) with r uniform in [0, 1) and a = 2π · (turns · r + c ÷ classes). `noise` is the standard
 * deviation of the noise in each coordinate, 0.02 by default.
 *
 * @throws {ValueError} if an option is unknown or out of range.
 *
 * @example
 * const data = spirals({ examples: 300, classes: 3, random: new Random(1) });
 * data.inputs.shape; // → [ 300, 2 ]
 * data.labels.slice(0, 6); // → Uint8Array(6) [ 0, 1, 2, 0, 1, 2 ]
 */
export function spirals(options: SpiralOptions): Dataset {
  checkOptions('spirals', options, ['examples', 'noise', 'random', 'classes', 'turns']);
  const { examples, noise = 0.02, random, classes = 2, turns = 1.75 } = options;
  checkAmount('turns', turns);
  return pointsInThePlane('spirals', classes, { examples, noise, random }, (arm, places) => {
    const radius = places.uniform();
    const angle = 2 * Math.PI * (turns * radius + arm / classes);
    return [radius * cos(angle), radius * sin(angle)];
  });
}
