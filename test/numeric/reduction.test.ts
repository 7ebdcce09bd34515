import { expect, test } from 'vitest';
import { remainder } from '../../src/numeric/reduction.ts';
import { fixed, PI } from './oracle.ts';

/** Returns x − k·π/2 in fixed point, for the k for which its magnitude is smallest. */
function remainderOf(x: bigint): bigint {
  const half = PI / 2n;
  return x - ((2n * x + half) / (2n * half)) * half;
}

// Muller 2016, "Elementary Functions", §11: no binary32 lies nearer to a multiple of π/2 than the first number below.
test.each([16_367_173 * 2 ** 72, 2 ** 20 + 1, 2 ** 100, 3.4028234663852886e38, 8_388_609 * 2 ** 50])(
  'remainder of %d has relative error < 2⁻⁴⁶',
  (x) => {
    const [truth, got] = [remainderOf(fixed(x)), fixed(remainder(x)[1])];
    const error = got < truth ? truth - got : got - truth;
    expect(error << 46n < (truth < 0n ? -truth : truth)).toBe(true);
  },
);
