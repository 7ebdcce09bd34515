import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ValueError } from '../../src/errors.ts';
import { philox4x32, Random, type RandomState } from '../../src/random.ts';

const draw = (random: Random, n: number) => Array.from({ length: n }, () => random.uint32());
const seeds = fc.oneof(fc.constantFrom(0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1), fc.maxSafeNat());

describe('philox4x32', () => {
  test.each([
    ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
  ])('philox4x32 equals the published test vector for counter %s and key %s', (counter, key, expected) => {
    const words = (text: string) => text.split(' ').map((word) => Number.parseInt(word, 16)) as never;
    expect(philox4x32(words(counter), words(key))).toEqual(words(expected));
  });

  test('philox4x32 equals the definition of the paper, computed with bigint', () => {
    const M = 0xffffffffn;
    const plain = (counter: readonly number[], key: readonly number[]) => {
      let [c0, c1, c2, c3, k0, k1] = [...counter, ...key].map(BigInt);
      for (let round = 0; round < 10; round++) {
        const [p0, p1] = [c0 * 0xd2511f53n, c2 * 0xcd9e8d57n];
        [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & M, (p0 >> 32n) ^ c3 ^ k1, p0 & M];
        [k0, k1] = [(k0 + 0x9e3779b9n) & M, (k1 + 0xbb67ae85n) & M];
      }
      return [c0, c1, c2, c3].map(Number);
    };
    const word = fc.oneof(
      fc.constantFrom(0, 1, 0xffff, 0x10000, 0x7fffffff, 2 ** 31, 2 ** 32 - 1),
      fc.nat(2 ** 32 - 1),
    );
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        expect(philox4x32(counter, key)).toEqual(plain(counter, key));
      }),
    );
  });
});

describe('seeds', () => {
  test('the low and high words of a seed are the key, and the counter starts at 0', () => {
    const random = new Random(7 * 2 ** 32 + 5);
    expect(random.state()).toEqual({ key: [5, 7], position: 0 });
    expect(draw(random, 8)).toEqual([
      ...philox4x32([0, 0, 0, 0], [5, 7]),
      ...philox4x32([1, 0, 0, 0], [5, 7]),
    ]);
  });

  test('equal seeds give equal streams, and different seeds give different streams', () =>
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        expect(draw(new Random(a), 9)).toEqual(draw(new Random(a), 9));
        if (a !== b) expect(draw(new Random(a), 4)).not.toEqual(draw(new Random(b), 4));
      }),
    ));

  test.each([NaN, -1, 1.5, 2 ** 53, Infinity, -Infinity])('new Random(%s) throws a ValueError', (seed) => {
    expect(() => new Random(seed)).toThrow(ValueError);
    expect(() => new Random(seed)).toThrow(`seed: must be an integer in 0 … 2⁵³ − 1, got ${seed}`);
  });

  test('new Random throws a ValueError if the seed is not a number', () => {
    for (const seed of ['7', null, undefined, 7n])
      expect(() => new Random(seed as never)).toThrow(ValueError);
  });
});

describe('state', () => {
  test('a state restores a generator in mid-stream after a JSON round trip, for any sequence of draws', () => {
    const step = fc.constantFrom<(random: Random) => unknown>(
      (random) => random.uint32(),
      (random) => random.uniform(-2, 3),
      (random) => random.normal(),
      (random) => random.integer(3 * 2 ** 30),
      (random) => random.sign(),
      (random) => random.permutation(5),
    );
    fc.assert(
      fc.property(seeds, fc.array(step), (seed, steps) => {
        const random = new Random(seed);
        for (const take of steps) take(random);
        const twin = Random.from(JSON.parse(JSON.stringify(random.state())));
        expect(twin.state()).toEqual(random.state());
        expect(draw(twin, 9)).toEqual(draw(random, 9));
      }),
    );
  });

  test('load continues a used generator exactly where the saved one was, from every position in a block', () => {
    for (let drawn = 0; drawn < 9; drawn++) {
      const [saved, other] = [new Random(5), new Random(6)];
      draw(saved, drawn);
      draw(other, 3);
      other.load(saved.state());
      expect(other.state()).toEqual(saved.state());
      expect(draw(other, 9)).toEqual(draw(saved, 9));
      expect(other.fork('a').state()).toEqual(saved.fork('a').state());
    }
  });

  test('position counts words: 1 for uint32, uniform and sign, and 2 for normal', () => {
    const random = new Random(1);
    random.uint32();
    random.uniform();
    random.sign();
    expect(random.state().position).toBe(3);
    random.normal();
    expect(random.state().position).toBe(5);
  });

  test('changing the result of state() does not change the generator', () => {
    const random = new Random(1);
    (random.state().key as unknown as number[])[0] = 99;
    expect(random.state().key).toEqual([1, 0]);
  });

  test('a position beyond 2³⁴ carries into the second word of the counter', () => {
    const random = Random.from({ key: [3, 4], position: 4 * (2 ** 32 + 9) + 2 });
    expect(draw(random, 2)).toEqual(philox4x32([9, 1, 0, 0], [3, 4]).slice(2));
  });

  test('load and Random.from throw a ValueError for an invalid state', () => {
    const bad: [unknown, string][] = [
      [{ key: [1], position: 0 }, 'state.key: must be two integers in 0 … 2³² − 1, got [1]'],
      [
        { key: [1, 2 ** 32], position: 0 },
        'state.key: must be two integers in 0 … 2³² − 1, got [1, 4294967296]',
      ],
      [{ key: [1, -1], position: 0 }, 'state.key: must be two integers in 0 … 2³² − 1, got [1, -1]'],
      [{ key: 'ab', position: 0 }, 'state.key: must be two integers in 0 … 2³² − 1, got "ab"'],
      [null, 'state.key: must be two integers in 0 … 2³² − 1, got undefined'],
      [{ key: [1, 2], position: 0.5 }, 'state.position: must be an integer in 0 … 2⁵³ − 1, got 0.5'],
      [{ key: [1, 2], position: -1 }, 'state.position: must be an integer in 0 … 2⁵³ − 1, got -1'],
      [{ key: [1, 2] }, 'state.position: must be an integer in 0 … 2⁵³ − 1, got undefined'],
    ];
    for (const [state, message] of bad) {
      expect(() => Random.from(state as RandomState)).toThrow(ValueError);
      expect(() => Random.from(state as RandomState)).toThrow(message);
      const random = new Random(7);
      expect(() => random.load(state as RandomState)).toThrow(message);
      expect(random.state()).toEqual(new Random(7).state());
    }
  });
});

describe('fork', () => {
  const names = fc.oneof(
    fc.constantFrom('', '\0', '\0\0', 'a', 'ab', 'fork'),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

  test('fork depends on the parent’s key and the name, not on what was drawn or which other forks exist', () =>
    fc.assert(
      fc.property(seeds, names, names, fc.nat(9), (seed, name, other, drawn) => {
        const plain = new Random(seed).fork(name);
        const parent = new Random(seed);
        draw(parent, drawn);
        draw(parent.fork(other), drawn);
        expect(parent.fork(name).state()).toEqual(plain.state());
        expect(parent.state().position).toBe(drawn);
      }),
    ));

  test('a fork starts at position 0', () => {
    expect(new Random(3).fork('a').state().position).toBe(0);
  });

  test('the key of a fork is the documented CBC-MAC of the length and code units of its name', () => {
    const key = [11, 0] as const;
    const mark = 0x666f726b;
    const [a, b, c, d] = philox4x32([9, 0, 0, mark], key);
    const pair = (x: string) => x.charCodeAt(0) + x.charCodeAt(1) * 2 ** 16;
    const chain = philox4x32([a ^ pair('ab'), b ^ pair('cd'), c ^ pair('ef'), d ^ pair('gh')], key);
    const last = philox4x32([chain[0] ^ 'i'.charCodeAt(0), chain[1], chain[2], chain[3]], key);
    expect(new Random(11).fork('abcdefghi').state().key).toEqual([last[0], last[1]]);
    expect(new Random(11).fork('').state().key).toEqual(philox4x32([0, 0, 0, mark], key).slice(0, 2));
  });

  test('nested forks differ from the fork of the joined names and from forks in the other order', () => {
    const root = new Random(5);
    const keys = [
      root,
      root.fork('ab'),
      root.fork('a').fork('b'),
      root.fork('b').fork('a'),
      root.fork(''),
      root.fork('').fork(''),
    ].map((random) => random.state().key.join());
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('fork gives 40,000 similar and different names 40,000 different keys', () => {
    const root = new Random(0);
    const keys = new Set<string>();
    for (let i = 0; i < 10_000; i++) {
      for (const name of [
        `${i}`,
        `layer ${i}`,
        '\0'.repeat(i % 100) + i,
        `a long name with its number at the end: ${i}`,
      ]) {
        keys.add(root.fork(name).state().key.join());
      }
    }
    // '\0'.repeat(0) + i is i itself, once in a hundred
    expect(keys.size).toBe(40_000 - 100);
  });

  test('the streams of forks are not correlated with the parent’s stream', () => {
    const n = 20_000;
    const parent = new Random(9);
    const child = parent.fork('child');
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (parent.uniform() - 0.5) * (child.uniform() - 0.5);
    expect(Math.abs((sum / n) * 12)).toBeLessThan(4 / Math.sqrt(n)); // a correlation of independents has deviation 1/√n
  });

  test('fork throws a ValueError if the name is not a string', () => {
    expect(() => new Random(0).fork(7 as never)).toThrow('name: must be a string, got 7');
  });
});
