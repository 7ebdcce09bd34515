import { Tensor } from '../tensor/index.ts';
import type { Pattern } from './pattern.ts';

const NONE = new Float32Array(0);

/**
 * The gradient of a pruned weight, known at its survivors and +0 elsewhere. It is an ordinary tensor to whoever asks for
 * its numbers, which are laid out then; an optimizer that asks for the survivors alone saves the rest.
 */
export class SurvivorsGradient extends Tensor {
  readonly #entries: Float32Array;
  readonly #pattern: Pattern;
  #values: Float32Array | null = null;

  /** `entries` belong to the pattern's survivors, in their order. */
  constructor(entries: Float32Array, pattern: Pattern) {
    super(NONE, [pattern.rows, pattern.columns]);
    this.#entries = entries;
    this.#pattern = pattern;
    Object.defineProperty(this, 'data', { enumerable: true, get: () => this.#laidOut() });
  }

  /** The gradient at a pattern's survivors, of any tensor of its shape. */
  static entriesOf(gradient: Tensor, pattern: Pattern): Float32Array {
    // Once the numbers were asked for, they may have been changed, by clipping say: then they are the gradient.
    const isUntouched = gradient instanceof SurvivorsGradient && gradient.#values === null;
    if (isUntouched && gradient.#pattern === pattern) return gradient.#entries;
    const values = gradient.values();
    return Float32Array.from(pattern.survivors, (at) => values[at]);
  }

  #laidOut(): Float32Array {
    if (this.#values !== null) return this.#values;
    const { rows, columns, survivors } = this.#pattern;
    const values = new Float32Array(rows * columns);
    for (let e = 0; e < survivors.length; e++) values[survivors[e]] = this.#entries[e];
    this.#values = values;
    return values;
  }
}
