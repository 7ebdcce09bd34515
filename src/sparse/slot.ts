import { allocate, kernels } from '../kernels/index.ts';
import type { Pattern } from './pattern.ts';

/**
 * One kind of optimizer state of one parameter, such as Adam's first moment. It is saved and loaded with one value per
 * weight. If the parameter has a pattern, only the values of surviving weights are stored; the others are +0.
 */
export class Slot {
  readonly #size: number;
  #pattern: Pattern | null = null;
  #values: Float32Array;

  /** @param size number of weights. All values are 0 at first. */
  constructor(size: number) {
    this.#size = size;
    this.#values = stateArray(size);
  }

  /** Returns the live array: one value per surviving weight of a pattern, or one per weight for null. */
  laidOut(pattern: Pattern | null): Float32Array {
    if (pattern === this.#pattern) return this.#values;
    const dense = this.dense();
    this.load(dense);
    if (pattern !== null) {
      this.#values = stateArray(pattern.positions.length);
      kernels.gather(this.#values, dense, pattern.positions);
      this.#pattern = pattern;
    }
    return this.#values;
  }

  /** Returns a copy with one value per weight. */
  dense(): Float32Array {
    if (this.#pattern === null) return this.#values.slice();
    const dense = new Float32Array(this.#size);
    kernels.scatter(dense, this.#values, this.#pattern.positions);
    return dense;
  }

  /** Copies values into the slot, one per weight. */
  load(dense: Float32Array): void {
    this.#pattern = null;
    this.#values = stateArray(this.#size);
    this.#values.set(dense);
  }
}

const stateArray = (length: number): Float32Array => allocate(length, 'optimizer state');
