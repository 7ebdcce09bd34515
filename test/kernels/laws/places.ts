// Places kernel arguments in the kernels' own memory or elsewhere, aligned or not, between guards that kernels must not change.

import type { Arbitrary } from 'fast-check';
import { claim, sameList } from '../../../src/laws/expect.ts';
import { fc } from '../../../src/laws/fast-check.ts';
import type { KernelImpl } from './interface.ts';

/** Memory in which an array lies, and its offset in elements within its block. */
interface Place {
  readonly inOwnMemory: boolean;
  readonly offset: number;
}

/** Generates the places of the arrays of one kernel call. */
export const places: Arbitrary<Place[]> = fc.array(
  fc.record({ inOwnMemory: fc.boolean(), offset: fc.nat({ max: 3 }) }),
  { minLength: 7, maxLength: 7 },
);

const GUARD = 7;

/** Puts arrays at given places between guards, and checks that the guards have not been changed. */
export class Bench {
  readonly #impl: KernelImpl;
  readonly #places: readonly Place[];
  readonly #blocks: { block: Float32Array; start: number; end: number }[] = [];

  constructor(impl: KernelImpl, where: readonly Place[]) {
    this.#impl = impl;
    this.#places = where;
  }

  /** Returns a copy of the values at the next place. */
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

  /** Returns a copy of a list of positions, in the kernels' own memory if the first place says so. */
  indices(list: Uint32Array): Uint32Array {
    const own = this.#places[0].inOwnMemory ? this.#impl.allocateIndices?.(list.length) : undefined;
    own?.set(list);
    return own ?? list.slice();
  }

  /** Returns a copy of a mask, in the kernels' own memory if the first place says so. */
  mask<M extends Uint8Array | null>(mask: M): M {
    if (mask === null) return mask;
    const own = this.#places[0].inOwnMemory ? this.#impl.allocateMask?.(mask.length) : undefined;
    own?.set(mask);
    return (own ?? mask.slice()) as M;
  }

  /** Returns an array for a result, filled with NaN, which no kernel may read. */
  room(length: number): Float32Array {
    return this.put(unread(length));
  }

  /** Throws if a guard has been changed. */
  check(what: string): void {
    for (const { block, start, end } of this.#blocks) {
      const isWhole = block.every((x, i) => x === GUARD || (i >= start && i < end));
      claim(isWhole, () => `${what}: must write nothing around its arrays`);
    }
  }
}

/** Returns NaNs, which spread if a kernel reads its result before writing it. */
export const unread = (length: number): Float32Array => new Float32Array(length).fill(Number.NaN);

/** Compares the results of two calls value by value. */
export function sameArrays(
  what: string,
  got: readonly Float32Array[],
  expected: readonly Float32Array[],
): void {
  got.forEach((values, i) => {
    sameList(got.length === 1 ? what : `${what}, array ${i + 1}`, values, expected[i]);
  });
}
