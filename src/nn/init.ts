// Initial weights of a layer with `fanIn` inputs and `fanOut` outputs, drawn in row-major order from a seeded generator.

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

/** N(0, σ²) with σ = √(2 ÷ (fanIn + fanOut)). Glorot & Bengio 2010; the lottery-ticket paper's initialisation. */
export const glorotNormal: Initializer = normal((fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)));

/** U(−a, a) with a = √(6 ÷ (fanIn + fanOut)). Glorot & Bengio 2010, eq. 16. */
export const glorotUniform: Initializer = uniform((fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut)));

/** N(0, σ²) with σ = √(2 ÷ fanIn). He et al. 2015, eq. 10. */
export const kaimingNormal: Initializer = normal((fanIn) => Math.sqrt(2 / fanIn));

/** U(−a, a) with a = √(6 ÷ fanIn). He et al. 2015, for a uniform distribution with the same standard deviation. */
export const kaimingUniform: Initializer = uniform((fanIn) => Math.sqrt(6 / fanIn));

/** ±√(2 ÷ fanIn), each sign equally likely. Ramanujan et al. 2020, §3.1 (signed Kaiming constant). */
export const signedConstant: Initializer = (random, fanIn, fanOut) => {
  const σ = Math.sqrt(2 / fanIn);
  return new Float32Array(fanIn * fanOut).map(() => random.sign() * σ);
};
