import { kernels } from '../kernels/index.ts';
import { emptyResult, type Storage, Tensor } from '../tensor/index.ts';
import type { Pattern } from './pattern.ts';

/**
 * The gradient of a weight matrix, which stores only the surviving entries; the others are +0. It can be used like any other
 * tensor: when its data are first read, it is laid out densely. From then on, the dense array is the gradient, so that
 * changes to it, such as clipping, take effect.
 */
export class SparseGradient extends Tensor {
  readonly #storage: SparseStorage;

  /** @param entries one value per position of the pattern; used in place. */
  constructor(entries: Tensor, pattern: Pattern) {
    const storage = new SparseStorage(entries, pattern);
    super(storage, [pattern.rows, pattern.columns]);
    this.#storage = storage;
  }

  /** Returns the entries of any gradient at the positions of a pattern; without a copy if they are stored for it. */
  static entriesOf(gradient: Tensor, pattern: Pattern): Float32Array {
    const stored = gradient instanceof SparseGradient ? gradient.#storage.entriesFor(pattern) : null;
    if (stored !== null) return stored;
    const entries = emptyResult([pattern.positions.length]).data;
    kernels.gather(entries, gradient.values(), pattern.positions);
    return entries;
  }
}

/** Stores surviving entries, and lays them out densely when `data` is first read. */
class SparseStorage implements Storage {
  readonly #entries: Tensor;
  readonly #pattern: Pattern;
  #dense: Float32Array | null = null;

  constructor(entries: Tensor, pattern: Pattern) {
    this.#entries = entries;
    this.#pattern = pattern;
  }

  /** Returns the entries, or null if they were laid out (and may have been changed) or belong to another pattern. */
  entriesFor(pattern: Pattern): Float32Array | null {
    return this.#dense === null && this.#pattern === pattern ? this.#entries.values() : null;
  }

  get data(): Float32Array {
    if (this.#dense === null) {
      const { rows, columns, positions } = this.#pattern;
      this.#dense = new Float32Array(rows * columns);
      kernels.scatter(this.#dense, this.#entries.values(), positions);
    }
    return this.#dense;
  }
}
