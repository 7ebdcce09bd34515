import { checkOptions } from '../check.ts';
import { cos, sin } from '../numeric/index.ts';
import type { Dataset } from './dataset.ts';
import { pointsInThePlane, type SyntheticOptions } from './synthetic.ts';

/**
 * Generates points on two interleaved half circles of radius 1, one per class: (cos t, sin t) and (1 − cos t, ½ − sin t) with t
 * uniform in [0, π). `noise` is the standard deviation of the noise in each coordinate, 0.1 by default; from about 0.3 the moons
 * touch. The same shape as scikit-learn's `make_moons`.
 *
 * @throws {ValueError} if an option is unknown or out of range.
 *
 * @example
 * const data = twoMoons({ examples: 200, random: new Random(1) });
 * data.inputs.shape; // → [ 200, 2 ]
 * data.labels.slice(0, 4); // → Uint8Array(4) [ 0, 1, 0, 1 ]
 */
export function twoMoons(options: SyntheticOptions): Dataset {
  checkOptions('twoMoons', options, ['examples', 'noise', 'random']);
  const { examples, noise = 0.1, random } = options;
  return pointsInThePlane('two moons', 2, { examples, noise, random }, (label, places) => {
    const t = places.uniform(0, Math.PI);
    return label === 0 ? [cos(t), sin(t)] : [1 - cos(t), 0.5 - sin(t)];
  });
}
