import { type Parameter, SurvivorsGradient } from '../autograd/index.ts';
import { atLeast, checkFinite, wholeNumber } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { Memory } from './memory.ts';

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
  readonly #kinds: readonly string[];
  readonly #memories: ReadonlyMap<string, Memory>;

  constructor(parameters: ReadonlyMap<string, Parameter>, learningRate: number, kinds: readonly string[]) {
    this.#parameters = new Map(parameters);
    this.learningRate = atLeast('learningRate', learningRate, 0);
    this.#kinds = kinds;
    this.#memories = new Map(
      [...parameters].map(([name, { data }]) => [name, new Memory(data.length, kinds)]),
    );
  }

  /**
   * Updates one parameter in place; `slot` gives its memory by kind. With a pattern, gradient and memory have an entry a
   * survivor; otherwise an entry a weight.
   */
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
      const { grad, pattern } = parameter;
      if (grad === null) continue;
      const memory = this.#memories.get(name) as Memory;
      memory.layOut(pattern);
      const gradient = pattern === null ? grad.values() : SurvivorsGradient.entriesOf(grad, pattern);
      this.update(parameter, gradient, (kind) => memory.slot(kind));
    }
  }

  /** A copy of the memory. */
  state(): OptimizerState {
    const slots = [...this.#memories].flatMap(([name, memory]) =>
      [...memory.dense()].map(([kind, values]) => [`${name}.${kind}`, values] as const),
    );
    return { steps: this.#steps, slots: Object.fromEntries(slots) };
  }

  /** Restores a saved memory. Throws, and changes nothing, when its names, sizes or numbers do not fit. */
  load({ steps, slots }: OptimizerState): void {
    wholeNumber('state.steps', steps, 0);
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
    for (const [name, memory] of this.#memories) {
      memory.load(new Map(this.#kinds.map((kind) => [kind, slots[`${name}.${kind}`]])));
    }
  }
}

function checkSlot(name: string, saved: Float32Array | undefined, length: number): void {
  if (saved?.length !== length) {
    throw new ShapeError(`state.slots "${name}"`, `must have ${length} numbers`, saved?.length);
  }
  checkFinite(name, saved);
}
