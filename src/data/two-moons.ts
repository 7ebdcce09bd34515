import { cos, sin } from '../numeric/index.ts';
import type { Dataset } from './dataset.ts';
import { pointsInThePlane, type SyntheticOptions } from './synthetic.ts';

/**
 * Two interleaved half circles of radius 1, one class each: (cos t, sin t) and (1 − cos t, ½ − sin t), t uniform in [0, π).
 * `noise` is the deviation of each coordinate, default 0.1; from about 0.3 the moons touch. The shape is scikit-learn's
 * `make_moons`. Throws a ValueError for options outside their range.
 */
export function twoMoons({ examples, noise = 0.1, random }: SyntheticOptions): Dataset {
  return pointsInThePlane('two moons', 2, { examples, noise, random }, (label, places) => {
    const t = places.uniform(0, Math.PI);
    return label === 0 ? [cos(t), sin(t)] : [1 - cos(t), 0.5 - sin(t)];
  });
}
