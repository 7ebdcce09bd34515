import { describe, expect, test } from 'vitest';
import {
  glorotNormal,
  glorotUniform,
  type Initializer,
  kaimingNormal,
  kaimingUniform,
  signedConstant,
} from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';

const [FAN_IN, FAN_OUT] = [300, 100];
const N = FAN_IN * FAN_OUT;
const seeds = [1, 2, 3];
const glorot = 2 / (FAN_IN + FAN_OUT);
const kaiming = 2 / FAN_IN;

// The mean of N draws of variance σ² deviates by σ/√N; their mean square by σ²·√((κ − 1)/N), κ the kurtosis: 3 for a
// normal law, 9/5 for a uniform one, 1 for ±σ. Five deviations, with fixed seeds.
const laws: [string, Initializer, variance: number, kurtosis: number][] = [
  ['glorotNormal', glorotNormal, glorot, 3],
  ['glorotUniform', glorotUniform, glorot, 9 / 5],
  ['kaimingNormal', kaimingNormal, kaiming, 3],
  ['kaimingUniform', kaimingUniform, kaiming, 9 / 5],
  ['signedConstant', signedConstant, kaiming, 1],
];

describe.each(laws)('%s', (_, initializer, variance, kurtosis) => {
  test.each(seeds)('has mean 0 and its formula’s variance with seed %d', (seed) => {
    const weights = initializer(new Random(seed), FAN_IN, FAN_OUT);
    let [sum, squares] = [0, 0];
    for (const w of weights) {
      sum += w;
      squares += w * w;
    }
    expect(weights.length).toBe(N);
    expect(Math.abs(sum / N)).toBeLessThan(5 * Math.sqrt(variance / N));
    // binary32 rounds each weight by 2⁻²⁴ of itself at most, hence the last term.
    const spread = 5 * Math.sqrt((kurtosis - 1) / N) + 2 ** -22;
    expect(Math.abs(squares / N / variance - 1)).toBeLessThan(spread);
  });

  test('an initializer gives the same bits for the same seed and other bits for another seed', () => {
    const draw = (seed: number) => initializer(new Random(seed), 20, 10);
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });
});

describe.each([
  ['glorotUniform', glorotUniform, Math.fround(Math.sqrt(6 / (FAN_IN + FAN_OUT)))],
  ['kaimingUniform', kaimingUniform, Math.fround(Math.sqrt(6 / FAN_IN))],
] as const)('%s', (_, initializer, bound) => {
  // All N draws miss the outer thousandth with probability 0.999^30000 < 10⁻¹³.
  test.each(seeds)('stays within its bound and comes near it with seed %d', (seed) => {
    const largest = initializer(new Random(seed), FAN_IN, FAN_OUT).reduce(
      (m, w) => Math.max(m, Math.abs(w)),
      0,
    );
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.999 * bound);
  });
});

test('signedConstant draws exactly the two values ±√(2 ÷ fanIn)', () => {
  const σ = Math.fround(Math.sqrt(2 / 50));
  for (const seed of seeds) {
    const weights = signedConstant(new Random(seed), 50, 40);
    expect([...new Set(weights)].sort((a, b) => a - b)).toEqual([-σ, σ]);
  }
});

test.each([
  ['kaimingNormal', kaimingNormal],
  ['kaimingUniform', kaimingUniform],
  ['signedConstant', signedConstant],
])('%s draws row by row: a taller layer starts with the rows of a shorter one', (_, initializer) => {
  const [short, tall] = [2, 7].map((fanOut) => initializer(new Random(4), 5, fanOut));
  expect(tall.slice(0, short.length)).toEqual(short);
});
