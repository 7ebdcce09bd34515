import { atLeast, checkFinite, integer } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import type { Parameter } from '../nn/index.ts';
import { Slot, type UpdateRule } from '../sparse/index.ts';

/**
 * The state of an optimizer: the number of steps taken, the learning rate, and named arrays such as `fc1.weight.momentum`.
 */
export interface OptimizerState {
  /** Number of steps taken. */
  readonly steps: number;
  /** Learning rate η of the next step. */
  readonly learningRate: number;
  /** One array for each parameter and kind of state, with one value per weight. */
  readonly slots: Readonly<Record<string, Float32Array>>;
}

/**
 * The base class of all optimizers: parameters, learning rate, and a state that can be saved and restored. A subclass
 * implements `update`.
 *
 * @example
 * class SignSGD extends Optimizer {
 *   update(w, g) { for (let i = 0; i < w.length; i++) w[i] -= this.learningRate * Math.sign(g[i]); }
 * }
 * const w = new Parameter(tensor([3]));
 * square(w).backward();
 * new SignSGD(new Map([['w', w]]), 0.5, []).step();
 * w.data; // → Float32Array(1) [ 2.5 ]
 */
export abstract class Optimizer {
  /** Learning rate η of the next step; a schedule sets it before each iteration. */
  learningRate: number;
  #steps = 0;
  readonly #parameters: ReadonlyMap<string, Parameter>;
  readonly #kinds: readonly string[];
  readonly #slots: ReadonlyMap<string, readonly Slot[]>; // For each parameter, one slot per kind of state.

  /**
   * @param kinds names of the kinds of state, such as `momentum`. Every parameter has one array per kind.
   * @throws {ValueError} if there are no parameters, or the learning rate is not finite and ≥ 0.
   */
  constructor(parameters: ReadonlyMap<string, Parameter>, learningRate: number, kinds: readonly string[]) {
    if (parameters.size === 0)
      throw new ValueError('parameters', 'must not be empty: see Module for where parameters are found', 0);
    this.#parameters = new Map(parameters);
    this.learningRate = atLeast('learningRate', learningRate, 0);
    this.#kinds = kinds;
    this.#slots = new Map(
      [...parameters].map(([name, { data }]) => [name, kinds.map(() => new Slot(data.length))]),
    );
  }

  /**
   * Updates the weights of one parameter and their state in place. All arrays have the same length: that of the parameter,
   * or the number of its surviving weights if it computes with these only.
   *
   * @param w weights.
   * @param g their gradient.
   * @param state one array for each kind of state.
   * @param mask 1 for each surviving weight and 0 for each pruned one, or null if all survive.
   */
  protected abstract update(
    w: Float32Array,
    g: Float32Array,
    state: readonly Float32Array[],
    mask: Uint8Array | null,
  ): void;

  /** The parameters that this optimizer updates, by name. */
  get parameters(): ReadonlyMap<string, Parameter> {
    return this.#parameters;
  }

  /** Number of steps taken, including the one in progress. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Updates every parameter that has a gradient and leaves the others alone, as in PyTorch. All parameters share one count
   * of steps.
   *
   * @throws {ValueError} if the learning rate is not finite and ≥ 0; nothing is changed then.
   */
  step(): void {
    atLeast('learningRate', this.learningRate, 0);
    this.#steps++;
    const rule: UpdateRule = (w, g, state, mask) => this.update(w, g, state, mask);
    for (const [name, parameter] of this.#parameters) {
      if (parameter.grad !== null) parameter.update(this.#slots.get(name) as Slot[], rule);
    }
  }

  /** Returns a copy of the state, including the learning rate. */
  state(): OptimizerState {
    const arrays = [...this.#slots].flatMap(([name, slots]) =>
      slots.map((slot, i) => [`${name}.${this.#kinds[i]}`, slot.dense()] as const),
    );
    return { steps: this.#steps, learningRate: this.learningRate, slots: Object.fromEntries(arrays) };
  }

  /**
   * Restores a saved state, copying its arrays. As in PyTorch, the state includes the learning rate: a rate that was changed
   * after the state had been saved returns to the saved one. A schedule sets the rate before each iteration anyway.
   *
   * @throws {ValueError} (ShapeError, NonFiniteError) if names, sizes or values do not fit; nothing is changed then.
   */
  load({ steps, learningRate, slots }: OptimizerState): void {
    integer('state.steps', steps, 0);
    atLeast('state.learningRate', learningRate, 0);
    const names = [...this.#parameters.keys()].flatMap((name) =>
      this.#kinds.map((kind) => `${name}.${kind}`),
    );
    for (const name of Object.keys(slots)) {
      if (!names.includes(name))
        throw new ValueError('state.slots', `names must be of [${names.join(', ')}]`, name);
    }
    for (const [name, { data }] of this.#parameters) {
      for (const kind of this.#kinds) checkSlot(`${name}.${kind}`, slots[`${name}.${kind}`], data.length);
    }
    this.#steps = steps;
    this.learningRate = learningRate;
    for (const [name, own] of this.#slots) {
      own.forEach((slot, i) => {
        slot.load(slots[`${name}.${this.#kinds[i]}`]);
      });
    }
  }
}

function checkSlot(name: string, saved: Float32Array | undefined, length: number): void {
  if (saved?.length !== length) {
    throw new ShapeError(`state.slots "${name}"`, `must have ${length} numbers`, saved?.length);
  }
  checkFinite(name, saved);
}
