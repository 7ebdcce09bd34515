// A seeded generator, Philox4x32-10: a pure function from (key, counter) to four random words. Its state consists of the key,
// which selects the stream, and the position in the stream. Salmon, Moraes, Dror and Shaw 2011, "Parallel Random Numbers: As
// Easy as 1, 2, 3".
import { ValueError } from './errors.ts';
import { cosTurns, highProduct, log64, nextBelow, philox4x32, philoxInto } from './numeric/index.ts';

export { philox4x32 };

const FORK = 0x666f726b; // The word 'fork' in ASCII.

/** A key of two 32-bit words, low word first. */
export type RandomKey = readonly [low: number, high: number];

/** The state of a generator as a plain JSON value: its stream, and the number of words drawn from it. */
export interface RandomState {
  readonly key: RandomKey;
  readonly position: number;
}

/**
 * A deterministic stream of random numbers: the same seed gives the same sequence on every engine. Word i of the stream is
 * philox4x32(⌊i ÷ 4⌋, key)[i mod 4].
 *
 * @example
 * const random = new Random(1);
 * random.permutation(5); // → Uint32Array(5) [ 0, 2, 1, 3, 4 ]
 * random.fork('weights').normal() === new Random(1).fork('weights').normal(); // → true
 */
export class Random {
  #key: RandomKey;
  #position = 0;
  readonly #block = new Uint32Array(4);

  /**
   * @param seed an integer in [0, 2⁵³); its low and high 32 bits are the key.
   * @throws {ValueError} if the seed is not such an integer.
   */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new ValueError('seed', 'must be an integer in 0 … 2⁵³ − 1', seed);
    }
    this.#key = [seed >>> 0, Math.floor(seed / 2 ** 32)];
  }

  /** Returns a new generator in a saved state. @throws {ValueError} as `load` does. */
  static from(state: RandomState): Random {
    const random = new Random(0);
    random.load(state);
    return random;
  }

  /** Returns the state, from which `load` or `Random.from` continues the stream. Drawing numbers does not change it. */
  state(): RandomState {
    return { key: [this.#key[0], this.#key[1]], position: this.#position };
  }

  /**
   * Restores a saved state: this generator continues exactly where the saved one was.
   *
   * @throws {ValueError} if no generator can have this state; nothing is changed then.
   */
  load(state: RandomState): void {
    const key: unknown = state?.key;
    if (!Array.isArray(key) || key.length !== 2 || !key.every(isWord)) {
      throw new ValueError('state.key', 'must be two integers in 0 … 2³² − 1', key);
    }
    const { position } = state;
    if (!Number.isSafeInteger(position) || position < 0) {
      throw new ValueError('state.position', 'must be an integer in 0 … 2⁵³ − 1', position);
    }
    this.#key = [key[0], key[1]];
    this.#position = position;
    if (position % 4 !== 0) this.#refill();
  }

  /**
   * Returns an independent generator for one purpose. It depends only on the key of this generator and the name, not on how many
   * numbers have been drawn or which other forks exist.
   *
   * Its key is the first half of a CBC-MAC of the name under this key, with Philox as the cipher. The first block holds the
   * length of the name and the mark 'fork', which no counter used for drawing contains. Each further block holds eight UTF-16
   * code units.
   *
   * @throws {ValueError} if the name is not a string.
   */
  fork(name: string): Random {
    if (typeof name !== 'string') throw new ValueError('name', 'must be a string', name);
    let chain = philox4x32([name.length, 0, 0, FORK], this.#key);
    for (let start = 0; start < name.length; start += 8) {
      const pair = (i: number) => (name.charCodeAt(start + i) | (name.charCodeAt(start + i + 1) << 16)) >>> 0;
      chain = philox4x32(
        [chain[0] ^ pair(0), chain[1] ^ pair(2), chain[2] ^ pair(4), chain[3] ^ pair(6)],
        this.#key,
      );
    }
    return Random.from({ key: [chain[0], chain[1]], position: 0 });
  }

  /** Returns the next word of the stream: an integer, uniform in [0, 2³²). */
  uint32(): number {
    const lane = this.#position % 4;
    if (lane === 0) this.#refill();
    this.#position += 1;
    return this.#block[lane];
  }

  /**
   * Returns a binary32 number, uniform in [low, high): low + (high − low) · u, rounded once, where u is a multiple of 2⁻²⁴. If it
   * would be rounded to `high`, the result is the next smaller number. Draws one word.
   *
   * @param low rounded to binary32, as is `high`.
   * @throws {ValueError} unless both are finite and low < high.
   */
  uniform(low = 0, high = 1): number {
    const [a, b] = [Math.fround(low), Math.fround(high)];
    if (!Number.isFinite(a)) throw new ValueError('low', 'must be finite in binary32', low);
    if (!Number.isFinite(b)) throw new ValueError('high', 'must be finite in binary32', high);
    if (!(a < b)) throw new ValueError('high', `must be above low = ${a} in binary32`, high);
    const x = Math.fround(a + (b - a) * ((this.uint32() >>> 8) * 2 ** -24));
    return x < b ? x : nextBelow(b);
  }

  /**
   * Returns a normally distributed number by the method of Box and Muller 1958: mean + deviation · √(−2 log u) · cos(2πv), where u
   * in (0, 1] and v in [0, 1) are multiples of 2⁻³². Computed in binary64, rounded once to binary32. Draws two words.
   *
   * @param deviation the standard deviation; results are at most 6.66 of them from the mean.
   * @throws {ValueError} unless `mean` is finite and `deviation` is finite and ≥ 0.
   */
  normal(mean = 0, deviation = 1): number {
    if (!Number.isFinite(mean)) throw new ValueError('mean', 'must be finite', mean);
    if (!(deviation >= 0 && deviation < Infinity)) {
      throw new ValueError('deviation', 'must be finite and ≥ 0', deviation);
    }
    const radius = Math.sqrt(-2 * log64((this.uint32() + 1) * 2 ** -32));
    return Math.fround(mean + deviation * (radius * cosTurns(this.uint32() * 2 ** -32)));
  }

  /**
   * Returns an integer, exactly uniform in [0, n): the high word of word · n. A word is drawn again if the low word is one of the
   * 2³² mod n values that would favor some results (Lemire 2019).
   *
   * @throws {ValueError} unless n is an integer in [1, 2³²].
   */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new ValueError('n', 'must be an integer in 1 … 2³²', n);
    }
    if (n === 2 ** 32) return this.uint32();
    let word = this.uint32();
    let low = Math.imul(word, n) >>> 0;
    if (low < n) {
      for (const surplus = 2 ** 32 % n; low < surplus; low = Math.imul(word, n) >>> 0) word = this.uint32();
    }
    return highProduct(word, n);
  }

  /** Returns −1 or +1 with equal probability. Draws one word. */
  sign(): -1 | 1 {
    return this.uint32() < 2 ** 31 ? 1 : -1;
  }

  /** Shuffles an array in place (Fisher and Yates) and returns it. All orders have the same probability. */
  shuffle<A extends { readonly length: number; [index: number]: unknown }>(array: A): A {
    const items: { [index: number]: unknown } = array;
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
    return array;
  }

  /**
   * Returns the integers in [0, n) in random order.
   *
   * @throws {ValueError} unless n is an integer in [0, 2³²).
   */
  permutation(n: number): Uint32Array {
    if (!isWord(n)) throw new ValueError('n', 'must be an integer in 0 … 2³² − 1', n);
    return this.shuffle(Uint32Array.from({ length: n }, (_, i) => i));
  }

  #refill(): void {
    const block = Math.floor(this.#position / 4);
    philoxInto(this.#block, block >>> 0, Math.floor(block / 2 ** 32), 0, 0, this.#key[0], this.#key[1]);
  }
}

function isWord(x: unknown): boolean {
  return Number.isInteger(x) && (x as number) >= 0 && (x as number) < 2 ** 32;
}
