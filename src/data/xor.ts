import type { Dataset } from './dataset.ts';
import { pointsInThePlane, type SyntheticOptions } from './synthetic.ts';

/**
 * The square [−1, 1]² cut in four: class 1 where x and y differ in sign, class 0 where they agree, the quadrants in turn.
 * No straight line separates the classes. `noise` is the deviation of each coordinate after its class is settled,
 * default 0. Throws a ValueError for options outside their range.
 */
export function xor({ examples, noise = 0, random }: SyntheticOptions): Dataset {
  return pointsInThePlane('xor', 2, { examples, noise, random }, (label, places, i) => {
    const signX = i % 4 < 2 ? 1 : -1;
    const signY = label === 0 ? signX : -signX;
    return [signX * places.uniform(), signY * places.uniform()];
  });
}
