import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cos, exp, log, nextBelow, sigmoid, sin, tanh } from '../../src/numeric/index.ts';
import { fromBits, subjects, sweep, toBits } from './functions.ts';

const binary32 = fc.float({ noNaN: true });
const SMALLEST = 2 ** -149;
const LARGEST = fromBits(0x7f7fffff);

describe.each(Object.entries(subjects))('%s', (_, { ours }) => {
  test('gives NaN for NaN', () => {
    expect(ours(NaN)).toBeNaN();
  });

  test('takes its argument as binary32 and returns binary32', () =>
    fc.assert(
      fc.property(fc.double(), (x) => {
        const y = ours(x);
        expect(y).toBe(Math.fround(y));
        expect(y).toBe(ours(Math.fround(x)));
      }),
    ));
});

describe('exp', () => {
  test('is 1 at ±0, +∞ and +0 at the infinities', () => {
    expect([exp(0), exp(-0), exp(Infinity), exp(-Infinity)]).toEqual([1, 1, Infinity, 0]);
    expect(exp(LARGEST)).toBe(Infinity);
    expect(exp(-LARGEST)).toBe(0);
  });

  test('overflows and underflows at the thresholds, through the subnormals', () => {
    expect(exp(fromBits(0x42b17217))).toBe(fromBits(0x7f7fff84)); // log of the largest binary32, rounded down
    expect(exp(fromBits(0x42b17218))).toBe(Infinity);
    expect(exp(fromBits(0xc2cff1b4))).toBe(SMALLEST); // log 2⁻¹⁵⁰, rounded towards 0
    expect(exp(fromBits(0xc2cff1b5))).toBe(0);
    expect(exp(-100)).toBe(27 * SMALLEST);
  });

  test('never falls while its argument rises', () => {
    let before = 0;
    for (const x of sweep(100_003, 0, 0x42b20000)) {
      const y = exp(x);
      expect(y >= before).toBe(true);
      before = y;
    }
  });
});

describe('log', () => {
  test('is −∞ at ±0, +0 at 1, +∞ at +∞, and NaN below 0', () => {
    expect([log(0), log(-0), log(1), log(Infinity)]).toEqual([-Infinity, -Infinity, 0, Infinity]);
    expect([log(-1), log(-SMALLEST), log(-Infinity)]).toEqual([NaN, NaN, NaN]);
  });

  test('of a power of two is the nearest binary32 to that multiple of ln 2, subnormals included', () => {
    for (let k = -149; k <= 127; k++) expect(log(2 ** k)).toBe(Math.fround(k * Math.LN2));
  });
});

describe('tanh', () => {
  test('keeps ±0 and subnormals, and ends at ±1', () => {
    expect([tanh(0), tanh(-0), tanh(Infinity), tanh(-Infinity)]).toEqual([0, -0, 1, -1]);
    for (const x of sweep(997, 1, 0x800010)) expect(tanh(x)).toBe(x);
    expect(tanh(9.0108)).toBe(1 - 2 ** -24);
    expect(tanh(9.011)).toBe(1);
  });

  test('is odd, bit for bit', () => fc.assert(fc.property(binary32, (x) => Object.is(tanh(-x), -tanh(x)))));
});

describe('sigmoid', () => {
  test('is ½ at ±0 and goes to +0 and 1', () => {
    expect([sigmoid(0), sigmoid(-0), sigmoid(Infinity), sigmoid(-Infinity)]).toEqual([0.5, 0.5, 1, 0]);
    expect(sigmoid(17.3286)).toBe(1 - 2 ** -24);
    expect(sigmoid(17.3287)).toBe(1);
  });

  test('falls through the subnormals', () => {
    expect(sigmoid(-100)).toBe(27 * SMALLEST);
    expect(sigmoid(-103.9)).toBe(SMALLEST);
    expect(sigmoid(-103.98)).toBe(0);
  });

  test('of x and −x sum to 1 within one rounding each', () =>
    fc.assert(
      fc.property(binary32, (x) => Math.abs(sigmoid(x) + sigmoid(-x) - 1) <= 2 ** -25 + 2 ** -26 + 2 ** -40),
    ));
});

describe('sin and cos', () => {
  test('keep ±0 and are NaN at the infinities', () => {
    expect([sin(0), sin(-0), cos(0), cos(-0)]).toEqual([0, -0, 1, 1]);
    expect([sin(Infinity), sin(-Infinity), cos(Infinity), cos(-Infinity)]).toEqual([NaN, NaN, NaN, NaN]);
    for (const x of sweep(997, 1, 0x800010)) expect(sin(x)).toBe(x);
  });

  test('are odd and even, bit for bit', () =>
    fc.assert(fc.property(binary32, (x) => Object.is(sin(-x), -sin(x)) && Object.is(cos(-x), cos(x)))));
});

describe('nextBelow', () => {
  test('steps down by one bit pattern, through zero as well', () => {
    expect([0, -0, SMALLEST, -SMALLEST].map(nextBelow)).toEqual([-SMALLEST, -SMALLEST, 0, -2 * SMALLEST]);
    expect([1, -1, 2 ** -126].map(nextBelow)).toEqual([1 - 2 ** -24, -1 - 2 ** -23, 2 ** -126 - SMALLEST]);
    expect(nextBelow(-LARGEST)).toBe(-Infinity);
    for (const x of sweep(100_003, 1, 0x7f7fffff)) expect(toBits(nextBelow(x))).toBe(toBits(x) - 1);
  });
});
