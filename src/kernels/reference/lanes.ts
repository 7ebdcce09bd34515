const { fround } = Math;

/**
 * Adds terms in lane order. Term p belongs to lane p mod 4; each lane adds its terms in increasing order from +0, and the
 * total is (lane₀ + lane₁) + (lane₂ + lane₃). This is how SIMD adds four neighboring terms of one sum at once.
 *
 * @param sumOf returns the sum of one lane, 0 … 3.
 */
export const addLanes = (sumOf: (lane: number) => number): number =>
  fround(fround(sumOf(0) + sumOf(1)) + fround(sumOf(2) + sumOf(3)));
