import type { Parameter } from '../autograd/index.ts';
import { atLeast, checkFinite, wholeNumber } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { allocate } from '../kernels/index.ts';

/** An optimizer's memory as a value: how many steps it took, and its named arrays, such as `fc1.weight.momentum`. */
export interface OptimizerState {
  /** Steps taken. */
  readonly steps: number;
  /** One array for each parameter and kind of memory, of the parameter's size. */
  readonly slots: Readonly<Record<string, Float32Array>>;
}

/** The part that all optimizers share: parameters, learning rate, and a memory that can be read, saved and restored. */
export abstract class Optimizer {
  /** Learning rate η of the next step; a schedule sets it anew each iteration. */
  learningRate: number;
  #steps = 0;
  readonly #parameters: ReadonlyMap<string, Parameter>;
  readonly #slots = new Map<string, Float32Array>();

  constructor(parameters: ReadonlyMap<string, Parameter>, learningRate: number, slots: readonly string[]) {
    this.#parameters = new Map(parameters);
    this.learningRate = atLeast('learningRate', learningRate, 0);
    for (const [name, parameter] of parameters) {
      for (const slot of slots)
        this.#slots.set(`${name}.${slot}`, allocate(parameter.data.length, 'optimizer state'));
    }
  }

  /** Updates one parameter in place; `slot` gives its memory by kind. */
  protected abstract update(
    parameter: Parameter,
    gradient: Float32Array,
    slot: (kind: string) => Float32Array,
  ): void;

  /** Steps taken, this one included while it runs. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * One update of every parameter that has a gradient; parameters without one are left alone, as in PyTorch. The count of
   * steps is one for all. Throws a ValueError, and changes nothing, for a learning rate that is not finite and ≥ 0.
   */
  step(): void {
    atLeast('learningRate', this.learningRate, 0);
    this.#steps++;
    for (const [name, parameter] of this.#parameters) {
      if (parameter.grad === null) continue;
      this.update(
        parameter,
        parameter.grad.values(),
        (kind) => this.#slots.get(`${name}.${kind}`) as Float32Array,
      );
    }
  }

  /** A copy of the memory. */
  state(): OptimizerState {
    return {
      steps: this.#steps,
      slots: Object.fromEntries([...this.#slots].map(([name, values]) => [name, values.slice()])),
    };
  }

  /** Restores a saved memory. Throws, and changes nothing, when its names, sizes or numbers do not fit. */
  load(state: OptimizerState): void {
    wholeNumber('state.steps', state.steps, 0);
    for (const name of Object.keys(state.slots)) {
      if (!this.#slots.has(name))
        throw new ValueError('state.slots', `names must be of [${[...this.#slots.keys()].join(', ')}]`, name);
    }
    for (const [name, own] of this.#slots) {
      const saved = state.slots[name];
      if (saved?.length !== own.length)
        throw new ShapeError(`state.slots "${name}"`, `must have ${own.length} numbers`, saved?.length);
      checkFinite(name, saved);
    }
    this.#steps = state.steps;
    for (const [name, own] of this.#slots) own.set(state.slots[name]);
  }
}
