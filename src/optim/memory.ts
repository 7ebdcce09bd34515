import type { Pattern } from '../autograd/index.ts';
import { allocate } from '../kernels/index.ts';

/**
 * What an optimizer remembers of one parameter: one array for each kind of memory, with an entry a weight or, where the
 * parameter has a pattern, a survivor. What is not kept of a pruned weight is +0.
 */
export class Memory {
  readonly #size: number;
  readonly #slots: Map<string, Float32Array>;
  #pattern: Pattern | null = null;

  /** Zeros for a parameter of `size` weights. */
  constructor(size: number, kinds: readonly string[]) {
    this.#size = size;
    this.#slots = new Map(kinds.map((kind) => [kind, room(size)]));
  }

  /** Lays the entries out for the parameter's pattern as it is now. */
  layOut(pattern: Pattern | null): void {
    if (pattern === this.#pattern) return;
    const dense = this.dense();
    this.#pattern = pattern;
    for (const [kind, values] of dense) this.#slots.set(kind, this.#laidOut(values));
  }

  /** The array of one kind, live. */
  slot(kind: string): Float32Array {
    return this.#slots.get(kind) as Float32Array;
  }

  /** Copies with one entry a weight. */
  dense(): Map<string, Float32Array> {
    return new Map([...this.#slots].map(([kind, entries]) => [kind, this.#spread(entries)]));
  }

  /** Takes over copies of arrays with one entry a weight. */
  load(saved: ReadonlyMap<string, Float32Array>): void {
    this.#pattern = null;
    for (const [kind, values] of saved) this.#slots.set(kind, this.#laidOut(values));
  }

  #spread(entries: Float32Array): Float32Array {
    if (this.#pattern === null) return entries.slice();
    const values = new Float32Array(this.#size);
    const { survivors } = this.#pattern;
    for (let e = 0; e < survivors.length; e++) values[survivors[e]] = entries[e];
    return values;
  }

  #laidOut(values: Float32Array): Float32Array {
    const entries =
      this.#pattern === null ? values : Float32Array.from(this.#pattern.survivors, (at) => values[at]);
    const slot = room(entries.length);
    slot.set(entries);
    return slot;
  }
}

const room = (length: number): Float32Array => allocate(length, 'optimizer state');
