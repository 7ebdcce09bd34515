import { checkOptions } from '../check.ts';
import type { Dataset } from './dataset.ts';
import { pointsInThePlane, type SyntheticOptions } from './synthetic.ts';

/**
 * Generates points in the square [−1, 1]²: class 1 where the signs of x and y differ, class 0 where they are the same. Examples
 * take turns in the four quadrants. No straight line separates the classes. `noise` is the standard deviation of the noise that
 * is added to each coordinate after the class has been chosen, 0 by default.
 *
 * @throws {ValueError} if an option is unknown or out of range.
 *
 * @example
 * const { inputs, labels } = xor({ examples: 4, random: new Random(1) });
 * labels; // → Uint8Array(4) [ 0, 1, 0, 1 ]
 * inputs.toArray().map(([x, y]) => x * y < 0); // → [ false, true, false, true ]
 */
export function xor(options: SyntheticOptions): Dataset {
  checkOptions('xor', options, ['examples', 'noise', 'random']);
  const { examples, noise = 0, random } = options;
  return pointsInThePlane('xor', 2, { examples, noise, random }, (label, places, i) => {
    const signX = i % 4 < 2 ? 1 : -1;
    const signY = label === 0 ? signX : -signX;
    return [signX * places.uniform(), signY * places.uniform()];
  });
}
