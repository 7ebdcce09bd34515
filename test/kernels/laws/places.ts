// Where a kernel's arrays lie: in its own memory or any other, aligned or not, between guards that it must not touch.

import type { Arbitrary } from 'fast-check';
import { claim, sameList } from '../../../src/laws/expect.ts';
import { fc } from '../../../src/laws/fast-check.ts';
import type { KernelImpl } from './interface.ts';

/** Where an array lies, and how many elements into its block. */
interface Place {
  readonly inOwnMemory: boolean;
  readonly offset: number;
}

/** Places for the arrays of one call. */
export const places: Arbitrary<Place[]> = fc.array(
  fc.record({ inOwnMemory: fc.boolean(), offset: fc.nat({ max: 3 }) }),
  { minLength: 7, maxLength: 7 },
);

const GUARD = 7;

/** Puts arrays at one place after another, and knows whether anything around them was touched. */
export class Bench {
  readonly #impl: KernelImpl;
  readonly #places: readonly Place[];
  readonly #blocks: { block: Float32Array; start: number; end: number }[] = [];

  constructor(impl: KernelImpl, where: readonly Place[]) {
    this.#impl = impl;
    this.#places = where;
  }

  /** A copy of the values at the next place. */
  put(values: ArrayLike<number>): Float32Array {
    const { inOwnMemory, offset } = this.#places[this.#blocks.length % this.#places.length];
    const end = offset + values.length;
    const own = inOwnMemory ? this.#impl.allocate?.(end + 4) : undefined;
    const block = (own ?? new Float32Array(end + 4)).fill(GUARD);
    const array = block.subarray(offset, end);
    array.set(values);
    this.#blocks.push({ block, start: offset, end });
    return array;
  }

  /** A copy of a list of positions, in the kernels' own memory or not as the first place says. */
  indices(list: Uint32Array): Uint32Array {
    const own = this.#places[0].inOwnMemory ? this.#impl.allocateIndices?.(list.length) : undefined;
    own?.set(list);
    return own ?? list.slice();
  }

  /** The same for a mask. */
  mask<M extends Uint8Array | null>(mask: M): M {
    if (mask === null) return mask;
    const own = this.#places[0].inOwnMemory ? this.#impl.allocateMask?.(mask.length) : undefined;
    own?.set(mask);
    return (own ?? mask.slice()) as M;
  }

  /** An array for a result, full of what no kernel may read. */
  room(length: number): Float32Array {
    return this.put(unread(length));
  }

  /** Refuses a touched guard. */
  check(what: string): void {
    for (const { block, start, end } of this.#blocks) {
      const isWhole = block.every((x, i) => x === GUARD || (i >= start && i < end));
      claim(isWhole, () => `${what}: must write nothing around its arrays`);
    }
  }
}

/** NaNs: a kernel that reads its result before it writes it spreads them. */
export const unread = (length: number): Float32Array => new Float32Array(length).fill(Number.NaN);

/** The values of two calls with the same results, compared one by one. */
export function sameArrays(
  what: string,
  got: readonly Float32Array[],
  expected: readonly Float32Array[],
): void {
  got.forEach((values, i) => {
    sameList(got.length === 1 ? what : `${what}, array ${i + 1}`, values, expected[i]);
  });
}
