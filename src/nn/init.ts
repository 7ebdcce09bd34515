// Initializers: functions that generate the initial weights of a layer with `fanIn` inputs and `fanOut` outputs, in row-major
// order.

import type { Random } from '../random.ts';

/** Returns fanOut · fanIn weights in row-major order. */
export type Initializer = (random: Random, fanIn: number, fanOut: number) => Float32Array;

const normal =
  (deviation: (fanIn: number, fanOut: number) => number): Initializer =>
  (random, fanIn, fanOut) => {
    const σ = deviation(fanIn, fanOut);
    return new Float32Array(fanIn * fanOut).map(() => random.normal(0, σ));
  };

const uniform =
  (bound: (fanIn: number, fanOut: number) => number): Initializer =>
  (random, fanIn, fanOut) => {
    const limit = bound(fanIn, fanOut);
    return new Float32Array(fanIn * fanOut).map(() => random.uniform(-limit, limit));
  };

/**
 * Draws from N(0, σ²) with σ = √(2 ÷ (fanIn + fanOut)). Glorot & Bengio 2010; the initialization of the lottery-ticket paper.
 *
 * @example
 * const weights = glorotNormal(new Random(1), 300, 100); // σ = √(2 ÷ 400)
 * Math.sqrt(mean(square(tensor(weights))).item()).toFixed(2); // → '0.07'
 */
export const glorotNormal: Initializer = normal((fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)));

/**
 * Draws from U(−a, a) with a = √(6 ÷ (fanIn + fanOut)). Glorot & Bengio 2010, eq. 16.
 *
 * @example
 * const weights = glorotUniform(new Random(1), 3, 3); // a = 1
 * weights.every((w) => w >= -1 && w < 1); // → true
 */
export const glorotUniform: Initializer = uniform((fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut)));

/**
 * Draws from N(0, σ²) with σ = √(2 ÷ fanIn). He et al. 2015, eq. 10.
 *
 * @example
 * new Linear(2, 3, { random: new Random(1), initializer: kaimingNormal }).weight.shape; // → [ 3, 2 ]
 */
export const kaimingNormal: Initializer = normal((fanIn) => Math.sqrt(2 / fanIn));

/**
 * Draws from U(−a, a) with a = √(6 ÷ fanIn). He et al. 2015, for a uniform distribution with the same standard deviation.
 *
 * @example
 * const weights = kaimingUniform(new Random(1), 6, 2); // a = 1
 * weights.every((w) => w >= -1 && w < 1); // → true
 */
export const kaimingUniform: Initializer = uniform((fanIn) => Math.sqrt(6 / fanIn));

/**
 * Draws +√(2 ÷ fanIn) or −√(2 ÷ fanIn) with equal probability. Ramanujan et al. 2020, §3.1 (signed Kaiming constant).
 *
 * @example
 * signedConstant(new Random(3), 2, 3); // → Float32Array(6) [ -1, 1, -1, -1, 1, -1 ]
 */
export const signedConstant: Initializer = (random, fanIn, fanOut) => {
  const σ = Math.sqrt(2 / fanIn);
  return new Float32Array(fanIn * fanOut).map(() => random.sign() * σ);
};
