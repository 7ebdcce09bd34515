import { kernels } from '../kernels/index.ts';
import { emptyResult, type Storage, Tensor } from '../tensor/index.ts';
import type { Pattern } from './pattern.ts';

/**
 * The gradient of a weight matrix of which only the surviving entries are stored; the others are +0. It is an ordinary
 * tensor to anyone who reads it: then it is laid out densely, and from then on the dense array is the gradient, so that
 * changes to it, such as clipping, take effect.
 */
export class SparseGradient extends Tensor {
  readonly #storage: SparseStorage;

  /** `entries` holds one value per position of the pattern; it is used in place. */
  constructor(entries: Tensor, pattern: Pattern) {
    const storage = new SparseStorage(entries, pattern);
    super(storage, [pattern.rows, pattern.columns]);
    this.#storage = storage;
  }

  /** The entries of any gradient at the positions of a pattern, without a copy where they are stored like that. */
  static entriesOf(gradient: Tensor, pattern: Pattern): Float32Array {
    const stored = gradient instanceof SparseGradient ? gradient.#storage.entriesFor(pattern) : null;
    if (stored !== null) return stored;
    const entries = emptyResult([pattern.positions.length]).data;
    kernels.gather(entries, gradient.values(), pattern.positions);
    return entries;
  }
}

/** Surviving entries, laid out densely when their array is first read. */
class SparseStorage implements Storage {
  readonly #entries: Tensor;
  readonly #pattern: Pattern;
  #dense: Float32Array | null = null;

  constructor(entries: Tensor, pattern: Pattern) {
    this.#entries = entries;
    this.#pattern = pattern;
  }

  /** The entries, or null if they were laid out (and may have been changed) or belong to another pattern. */
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
