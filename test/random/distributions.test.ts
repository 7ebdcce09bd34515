import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ValueError } from '../../src/errors.ts';
import { nextBelow } from '../../src/numeric/index.ts';
import { Random } from '../../src/random.ts';

const N = 200_000;
const seeds = fc.maxSafeNat();
const many = (n: number, draw: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => draw(i));
const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
const moment = (values: Float64Array, k: number) => mean(values.map((x) => x ** k));

/** Returns χ² = Σ (observed − expected)² / expected, for equally likely cells. */
function chiSquare(counts: ArrayLike<number>): number {
  const total = Array.from(counts).reduce((a, b) => a + b, 0);
  const expected = total / counts.length;
  return Array.from(counts).reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
}

/**
 * Checks that χ² with d degrees of freedom is within 4.5 standard deviations √(2d) of its mean d. A value that is
 * too small is an error, too.
 */
function expectChiSquare(counts: ArrayLike<number>): void {
  const d = counts.length - 1;
  expect(Math.abs(chiSquare(counts) - d)).toBeLessThan(4.5 * Math.sqrt(2 * d));
}

/** Applies the Kolmogorov–Smirnov test: √n · sup |F_n − F| exceeds 1.95 once in a thousand. */
function expectDistribution(values: Float64Array, cumulative: (x: number) => number): void {
  const sorted = values.slice().sort();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((x, i) => {
    distance = Math.max(distance, Math.abs(cumulative(x) - i / n), Math.abs(cumulative(x) - (i + 1) / n));
  });
  expect(distance * Math.sqrt(n)).toBeLessThan(1.95);
}

function normalCumulative(x: number): number {
  // Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …)
  let sum = 0;
  for (let term = x, i = 1; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
    sum += term;
    term *= (x * x) / (i + 2);
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

describe('uint32', () => {
  test('uint32 sets each of its 32 bits half of the time, and all byte values are equally frequent', () => {
    const random = new Random(1);
    const bits = new Float64Array(32);
    const bytes = new Float64Array(256);
    for (let i = 0; i < N; i++) {
      const word = random.uint32();
      for (let b = 0; b < 32; b++) bits[b] += (word >>> b) & 1;
      for (let b = 0; b < 32; b += 8) bytes[(word >>> b) & 0xff] += 1;
    }
    for (const count of bits) expect(Math.abs(count - N / 2)).toBeLessThan(4.5 * Math.sqrt(N / 4));
    expectChiSquare(bytes);
  });
});

describe('uniform', () => {
  test('uniform has the moments and the distribution of [0, 1)', () => {
    const random = new Random(2);
    const values = many(N, () => random.uniform());
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / N));
    expect(Math.abs(moment(values, 2) - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / N));
    expectDistribution(values, (x) => x);
  });

  test('uniform returns multiples of 2⁻²⁴, from the upper 24 bits of a word', () => {
    const [random, words] = [new Random(3), new Random(3)];
    for (let i = 0; i < 1000; i++) expect(random.uniform()).toBe((words.uint32() >>> 8) / 2 ** 24);
  });

  test('uniform returns binary32 numbers in [low, high), even for adjacent bounds', () => {
    const low = fc.oneof(
      fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -149), 2 ** 126),
      fc.float({ noNaN: true, min: -(2 ** 126), max: 2 ** 126 }),
    );
    const bounds = fc.tuple(low, fc.oneof(fc.constant(0), fc.float({ noNaN: true, min: 0, max: 1 })));
    fc.assert(
      fc.property(seeds, bounds, (seed, [a, width]) => {
        const wide = Math.fround(a + width);
        const [low, high] = wide > a ? [a, wide] : [nextBelow(a), a];
        const random = new Random(seed);
        for (let i = 0; i < 50; i++) {
          const x = random.uniform(low, high);
          expect(x).toBe(Math.fround(x));
          expect(x >= low && x < high).toBe(true);
        }
      }),
    );
  });

  test('uniform never rounds up to high: in [1, 1 + 2⁻²²) it returns the two possible numbers only', () => {
    const random = new Random(4);
    const values = new Set(many(1000, () => random.uniform(1, 1 + 2 ** -22)));
    expect([...values].sort()).toEqual([1, 1 + 2 ** -23]);
  });

  test('uniform rounds its bounds to binary32 and supports the full range', () => {
    const random = new Random(5);
    const largest = (2 - 2 ** -23) * 2 ** 127;
    for (let i = 0; i < 100; i++) expect(Math.abs(random.uniform(-largest, largest))).toBeLessThan(Infinity);
    expect(new Random(6).uniform(0.1, 0.7)).toBe(new Random(6).uniform(Math.fround(0.1), Math.fround(0.7)));
  });

  test('uniform throws a ValueError for infinite, NaN, equal or reversed bounds', () => {
    const random = new Random(0);
    expect(() => random.uniform(1, 1)).toThrow('high: must be above low = 1 in binary32, got 1');
    expect(() => random.uniform(1, 1 + 2 ** -30)).toThrow(ValueError);
    expect(() => random.uniform(2, 1)).toThrow('high: must be above low = 2 in binary32, got 1');
    expect(() => random.uniform(NaN, 1)).toThrow('low: must be finite in binary32, got NaN');
    expect(() => random.uniform(0, 1e39)).toThrow('high: must be finite in binary32, got 1e+39');
    expect(random.state().position).toBe(0);
  });
});

describe('normal', () => {
  const values = (() => {
    const random = new Random(7);
    return many(N, () => random.normal());
  })();

  test('normal has the moments of the standard normal distribution', () => {
    // E x^k = 0, 1, 0, 3; their estimates have variance (E x^2k − (E x^k)²)/N: 1, 2, 15, 96 over N
    expect(Math.abs(moment(values, 1))).toBeLessThan(4 * Math.sqrt(1 / N));
    expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / N));
    expect(Math.abs(moment(values, 3))).toBeLessThan(4 * Math.sqrt(15 / N));
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / N));
  });

  test('normal has the standard normal distribution', () => {
    expect(normalCumulative(1.959963984540054)).toBeCloseTo(0.975, 12);
    expectDistribution(values, normalCumulative);
  });

  test('normal does not depend on previous draws', () => {
    const products = values.slice(1).map((x, i) => x * values[i]);
    expect(Math.abs(mean(products))).toBeLessThan(4 / Math.sqrt(N));
  });

  test('normal is the Box–Muller transform of the next two words', () => {
    const [random, words] = [new Random(8), new Random(8)];
    for (let i = 0; i < 1000; i++) {
      const radius = Math.sqrt(-2 * Math.log((words.uint32() + 1) / 2 ** 32));
      const expected = radius * Math.cos((2 * Math.PI * words.uint32()) / 2 ** 32);
      const got = random.normal();
      expect(got).toBe(Math.fround(got));
      expect(Math.abs(got - expected)).toBeLessThan(2 ** -23);
    }
  });

  test('normal scales by the standard deviation and shifts by the mean', () => {
    const [random, standard] = [new Random(9), new Random(9)];
    for (let i = 0; i < 1000; i++) {
      expect(Math.abs(random.normal(5, 0.5) - (5 + 0.5 * standard.normal()))).toBeLessThan(2 ** -21);
    }
    expect(random.normal(3, 0)).toBe(3);
  });

  test('normal throws a ValueError unless mean and deviation are finite and deviation is ≥ 0', () => {
    const random = new Random(0);
    expect(() => random.normal(NaN)).toThrow('mean: must be finite, got NaN');
    for (const deviation of [-1, NaN, Infinity]) {
      expect(() => random.normal(0, deviation)).toThrow(
        `deviation: must be finite and ≥ 0, got ${deviation}`,
      );
    }
  });
});

describe('integer', () => {
  test('integer returns numbers in 0 … n − 1 for every n', () =>
    fc.assert(
      fc.property(
        seeds,
        fc.oneof(
          fc.constantFrom(1, 2, 3, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1, 2 ** 32),
          fc.integer({ min: 1, max: 2 ** 32 }),
        ),
        (seed, n) => {
          const random = new Random(seed);
          for (let i = 0; i < 20; i++) {
            const k = random.integer(n);
            expect(Number.isInteger(k) && k >= 0 && k < n).toBe(true);
          }
        },
      ),
    ));

  test.each([3 * 2 ** 30, 2 ** 31 + 1, 2 ** 32 - 1, 5 * 2 ** 29 + 7])(
    'integer(%s) returns each third of its range equally often',
    (n) => {
      // taking a word modulo 3 · 2³⁰, or multiplying without drawing again, gives one third twice its share
      const random = new Random(10);
      const thirds = new Float64Array(3);
      const remainders = new Float64Array(3);
      for (let i = 0; i < 60_000; i++) {
        const k = random.integer(n);
        thirds[Math.floor((k * 3) / n)] += 1;
        remainders[k % 3] += 1;
      }
      expectChiSquare(thirds);
      expectChiSquare(remainders);
    },
  );

  test('integer rejects one word in four for n = 3 · 2³⁰', () => {
    const random = new Random(11);
    for (let i = 0; i < 30_000; i++) random.integer(3 * 2 ** 30);
    // words per result: geometric with mean 4/3 and variance (1/4)/(3/4)² = 4/9
    expect(Math.abs(random.state().position - 40_000)).toBeLessThan(4.5 * Math.sqrt((30_000 * 4) / 9));
  });

  test('integer(2³²) returns the word itself, and integer(2ᵏ) its upper bits', () => {
    const [random, words] = [new Random(12), new Random(12)];
    for (let i = 0; i < 100; i++) expect(random.integer(2 ** 32)).toBe(words.uint32());
    for (let i = 0; i < 100; i++) expect(random.integer(2 ** 20)).toBe(words.uint32() >>> 12);
  });

  test('integer is uniform for small n', () => {
    for (const n of [2, 6, 10, 1000]) {
      const random = new Random(n);
      const counts = new Float64Array(n);
      for (let i = 0; i < 100 * n + 10_000; i++) counts[random.integer(n)] += 1;
      expectChiSquare(counts);
    }
  });

  test('integer throws a ValueError if n is not an integer in 1 … 2³²', () => {
    for (const n of [0, -1, 1.5, NaN, Infinity, 2 ** 32 + 1]) {
      expect(() => new Random(0).integer(n)).toThrow(`n: must be an integer in 1 … 2³², got ${n}`);
    }
  });
});

describe('sign', () => {
  test('sign returns −1 and 1 equally often', () => {
    const random = new Random(13);
    const values = many(N, () => random.sign());
    expect(new Set(values)).toEqual(new Set([-1, 1]));
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(N));
  });
});

describe('shuffle and permutation', () => {
  test('shuffle returns the same array with the same items', () =>
    fc.assert(
      fc.property(seeds, fc.array(fc.nat(5)), (seed, items) => {
        const array = [...items];
        expect(new Random(seed).shuffle(array)).toBe(array);
        expect([...array].sort()).toEqual([...items].sort());
      }),
    ));

  test('shuffle accepts typed arrays and other writable array-likes', () => {
    const typed = new Random(1).shuffle(Float32Array.of(1, 2, 3, 4, 5));
    const plain = new Random(1).shuffle({ length: 5, 0: 1, 1: 2, 2: 3, 3: 4, 4: 5 } as {
      length: number;
      [i: number]: number;
    });
    expect([...typed].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(Array.from(plain)).toEqual([...typed]);
  });

  test('permutation contains 0 … n − 1 once each, also for n = 0 and 1', () => {
    for (const n of [0, 1, 2, 3, 100, 55_000]) {
      const order = new Random(n).permutation(n);
      expect(order).toBeInstanceOf(Uint32Array);
      expect(order.slice().sort()).toEqual(Uint32Array.from({ length: n }, (_, i) => i));
    }
  });

  test('permutation returns all 24 orders of 4 items equally often', () => {
    const random = new Random(14);
    const counts = new Map<string, number>();
    for (let i = 0; i < 48_000; i++) {
      const order = random.permutation(4).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expectChiSquare([...counts.values()]);
  });

  test('permutation throws a ValueError if n is not an integer in [0, 2³²)', () => {
    for (const n of [-1, 1.5, NaN, 2 ** 32]) {
      expect(() => new Random(0).permutation(n)).toThrow(`n: must be an integer in 0 … 2³² − 1, got ${n}`);
    }
  });
});

test('the numbers of a seed are the same in every version', () => {
  const random = new Random(2026).fork('golden');
  expect(random.state()).toMatchInlineSnapshot(`
    {
      "key": [
        1871994747,
        2377310496,
      ],
      "position": 0,
    }
  `);
  expect(draws(random)).toMatchInlineSnapshot(`
    {
      "integer": 114,
      "normal": [
        -0.46973559260368347,
        1.7231450080871582,
      ],
      "permutation": "4 7 3 1 6 2 0 5",
      "position": 14,
      "uint32": 268915053,
      "uniform": 0.3027510643005371,
    }
  `);
});

function draws(random: Random): unknown {
  return {
    uint32: random.uint32(),
    uniform: random.uniform(-0.5, 0.5),
    normal: [random.normal(), random.normal(1, 2)],
    integer: random.integer(1000),
    permutation: random.permutation(8).join(' '),
    position: random.state().position,
  };
}
