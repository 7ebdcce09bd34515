import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cos, exp, log, nextBelow, sigmoid, sin, tanh } from '../../src/numeric/index.ts';
import { fromBits, subjects, sweep, toBits } from './functions.ts';

const binary32 = fc.float({ noNaN: true });
const SMALLEST = 2 ** -149;
const LARGEST = fromBits(0x7f7fffff);

describe.each(Object.entries(subjects))('%s', (_, { ours }) => {
  test('returns NaN for NaN', () => {
    expect(ours(NaN)).toBeNaN();
  });

  test('rounds its argument to binary32 and returns a binary32 number', () =>
    fc.assert(
      fc.property(fc.double(), (x) => {
        const y = ours(x);
        expect(y).toBe(Math.fround(y));
        expect(y).toBe(ours(Math.fround(x)));
      }),
    ));
});

describe('exp', () => {
  test('exp returns 1 for ±0, +∞ for +∞ and +0 for −∞', () => {
    expect([exp(0), exp(-0), exp(Infinity), exp(-Infinity)]).toEqual([1, 1, Infinity, 0]);
    expect(exp(LARGEST)).toBe(Infinity);
    expect(exp(-LARGEST)).toBe(0);
  });

  test('exp overflows and underflows at the documented thresholds and returns subnormals', () => {
    expect(exp(fromBits(0x42b17217))).toBe(fromBits(0x7f7fff84)); // log of the largest binary32, rounded down
    expect(exp(fromBits(0x42b17218))).toBe(Infinity);
    expect(exp(fromBits(0xc2cff1b4))).toBe(SMALLEST); // log 2⁻¹⁵⁰, rounded towards 0
    expect(exp(fromBits(0xc2cff1b5))).toBe(0);
    expect(exp(-100)).toBe(27 * SMALLEST);
  });

  test('exp is monotone', () => {
    let before = 0;
    for (const x of sweep(100_003, 0, 0x42b20000)) {
      const y = exp(x);
      expect(y >= before).toBe(true);
      before = y;
    }
  });
});

describe('log', () => {
  test('log returns −∞ for ±0, +0 for 1, +∞ for +∞, and NaN for negative numbers', () => {
    expect([log(0), log(-0), log(1), log(Infinity)]).toEqual([-Infinity, -Infinity, 0, Infinity]);
    expect([log(-1), log(-SMALLEST), log(-Infinity)]).toEqual([NaN, NaN, NaN]);
  });

  test('log of 2ᵏ is the binary32 number nearest to k ln 2, including subnormal arguments', () => {
    for (let k = -149; k <= 127; k++) expect(log(2 ** k)).toBe(Math.fround(k * Math.LN2));
  });
});

describe('tanh', () => {
  test('tanh returns ±0 and subnormals unchanged, and ±1 for large arguments', () => {
    expect([tanh(0), tanh(-0), tanh(Infinity), tanh(-Infinity)]).toEqual([0, -0, 1, -1]);
    for (const x of sweep(997, 1, 0x800010)) expect(tanh(x)).toBe(x);
    expect(tanh(9.0108)).toBe(1 - 2 ** -24);
    expect(tanh(9.011)).toBe(1);
  });

  test('tanh is odd, bit for bit', () =>
    fc.assert(fc.property(binary32, (x) => Object.is(tanh(-x), -tanh(x)))));
});

describe('sigmoid', () => {
  test('sigmoid returns ½ for ±0, and +0 and 1 for large negative and positive arguments', () => {
    expect([sigmoid(0), sigmoid(-0), sigmoid(Infinity), sigmoid(-Infinity)]).toEqual([0.5, 0.5, 1, 0]);
    expect(sigmoid(17.3286)).toBe(1 - 2 ** -24);
    expect(sigmoid(17.3287)).toBe(1);
  });

  test('sigmoid returns subnormals before it reaches +0', () => {
    expect(sigmoid(-100)).toBe(27 * SMALLEST);
    expect(sigmoid(-103.9)).toBe(SMALLEST);
    expect(sigmoid(-103.98)).toBe(0);
  });

  test('sigmoid(x) + sigmoid(−x) = 1 up to one rounding of each value', () =>
    fc.assert(
      fc.property(binary32, (x) => Math.abs(sigmoid(x) + sigmoid(-x) - 1) <= 2 ** -25 + 2 ** -26 + 2 ** -40),
    ));
});

describe('sin and cos', () => {
  test('sin(±0) = ±0, cos(±0) = 1, and both return NaN for infinities', () => {
    expect([sin(0), sin(-0), cos(0), cos(-0)]).toEqual([0, -0, 1, 1]);
    expect([sin(Infinity), sin(-Infinity), cos(Infinity), cos(-Infinity)]).toEqual([NaN, NaN, NaN, NaN]);
    for (const x of sweep(997, 1, 0x800010)) expect(sin(x)).toBe(x);
  });

  test('sin is odd and cos is even, bit for bit', () =>
    fc.assert(fc.property(binary32, (x) => Object.is(sin(-x), -sin(x)) && Object.is(cos(-x), cos(x)))));
});

describe('nextBelow', () => {
  test('nextBelow returns the next smaller binary32 number, also around zero', () => {
    expect([0, -0, SMALLEST, -SMALLEST].map(nextBelow)).toEqual([-SMALLEST, -SMALLEST, 0, -2 * SMALLEST]);
    expect([1, -1, 2 ** -126].map(nextBelow)).toEqual([1 - 2 ** -24, -1 - 2 ** -23, 2 ** -126 - SMALLEST]);
    expect(nextBelow(-LARGEST)).toBe(-Infinity);
    for (const x of sweep(100_003, 1, 0x7f7fffff)) expect(toBits(nextBelow(x))).toBe(toBits(x) - 1);
  });
});
