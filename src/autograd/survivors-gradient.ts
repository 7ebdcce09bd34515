import { Tensor } from '../tensor/index.ts';
import type { Pattern } from './pattern.ts';

/**
 * The gradient of a pruned weight, known at its survivors and +0 elsewhere. It is an ordinary tensor to whoever asks for
 * its numbers; an optimizer that asks for the survivors alone saves the rest.
 */
export class SurvivorsGradient extends Tensor {
  readonly #entries: Float32Array;
  readonly #pattern: Pattern;

  /** `entries` belong to the pattern's survivors, in their order. */
  constructor(entries: Float32Array, pattern: Pattern) {
    const { rows, columns, survivors } = pattern;
    super(() => {
      const dense = new Float32Array(rows * columns);
      for (let e = 0; e < survivors.length; e++) dense[survivors[e]] = entries[e];
      return dense;
    }, [rows, columns]);
    this.#entries = entries;
    this.#pattern = pattern;
  }

  /** The gradient at a pattern's survivors, of any tensor of its shape. */
  static entriesOf(gradient: Tensor, pattern: Pattern): Float32Array {
    // Once the numbers were asked for, they may have been changed, by clipping say: then they are the gradient.
    if (gradient instanceof SurvivorsGradient && gradient.#pattern === pattern && !gradient.isComputed) {
      return gradient.#entries;
    }
    const values = gradient.values();
    return Float32Array.from(pattern.survivors, (at) => values[at]);
  }
}
