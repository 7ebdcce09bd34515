import type { Operand, Variable } from '../autograd/index.ts';
import { checkFinite } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { Parameter } from './parameter.ts';

/** A copy of every parameter's numbers, by name. */
export type State = ReadonlyMap<string, Float32Array>;

/**
 * A piece of a network. Its parameters are found among its own properties: a `Parameter` under the property's name, a
 * nested module's parameters under `property.name`, as in PyTorch.
 */
export abstract class Module {
  /** The output for a batch of inputs, rows first. */
  abstract forward(inputs: Operand): Variable;

  /** Every parameter by name, each once, in the order of the properties. */
  namedParameters(): Map<string, Parameter> {
    const found = new Map<string, Parameter>();
    for (const [name, part] of this.parts()) {
      const inner = part instanceof Parameter ? [[name, part] as const] : prefixed(name, part);
      for (const [path, parameter] of inner) {
        if (![...found.values()].includes(parameter)) found.set(path, parameter);
      }
    }
    return found;
  }

  /** The parameters and modules this one is made of, by name. */
  protected parts(): [string, Parameter | Module][] {
    return Object.entries(this).filter(([, part]) => part instanceof Parameter || part instanceof Module);
  }

  /** Forgets every parameter's gradient. */
  zeroGrad(): void {
    for (const parameter of this.namedParameters().values()) parameter.zeroGrad();
  }

  /** A copy of every parameter, masks aside. */
  state(): Map<string, Float32Array> {
    return new Map([...this.namedParameters()].map(([name, parameter]) => [name, parameter.data.slice()]));
  }

  /**
   * Writes saved numbers back; pruned weights stay +0, so lift the mask first to load them too. Names and sizes must
   * match exactly and every number be finite; otherwise a ValueError, ShapeError or NonFiniteError, and nothing is written.
   */
  load(state: State): void {
    const parameters = this.namedParameters();
    for (const name of parameters.keys())
      if (!state.has(name)) throw new ValueError('state', `must have "${name}"`, [...state.keys()]);
    for (const [name, values] of state) {
      const own = parameters.get(name);
      if (own === undefined)
        throw new ValueError('state', `names must be of [${[...parameters.keys()].join(', ')}]`, name);
      if (own.data.length !== values.length) {
        throw new ShapeError(`state "${name}"`, `must have ${own.data.length} numbers`, values.length);
      }
      checkFinite(name, values);
    }
    for (const [name, parameter] of parameters) parameter.load(state.get(name) as Float32Array);
  }

  /** The weights that pruning may remove, live, by name: parameters of two or more axes, so no bias. */
  prunableWeights(): Map<string, Float32Array> {
    return this.#live((parameter) => parameter.shape.length >= 2);
  }

  /** The parameters that pruning leaves alone, live, by name: biases. */
  otherWeights(): Map<string, Float32Array> {
    return this.#live((parameter) => parameter.shape.length < 2);
  }

  /**
   * Sets the mask of each named parameter (1 survives, 0 is pruned) and lifts all others'. Throws a ValueError for an
   * unknown name or another entry, a ShapeError for another size, and then changes nothing.
   */
  setMask(masks: ReadonlyMap<string, Uint8Array>): void {
    const parameters = this.namedParameters();
    for (const [name, mask] of masks) checkMask(name, mask, parameters);
    for (const [name, parameter] of parameters) parameter.prune(masks.get(name) ?? null);
  }

  #live(wanted: (parameter: Parameter) => boolean): Map<string, Float32Array> {
    const named = [...this.namedParameters()].filter(([, parameter]) => wanted(parameter));
    return new Map(named.map(([name, parameter]) => [name, parameter.data]));
  }
}

const prefixed = (name: string, part: Module) =>
  [...part.namedParameters()].map(([inner, parameter]) => [`${name}.${inner}`, parameter] as const);

function checkMask(name: string, mask: Uint8Array, parameters: ReadonlyMap<string, Parameter>): void {
  const own = parameters.get(name);
  if (own === undefined)
    throw new ValueError('mask', `names must be of [${[...parameters.keys()].join(', ')}]`, name);
  if (mask.length !== own.data.length)
    throw new ShapeError(`mask "${name}"`, `must have ${own.data.length} entries`, mask.length);
  const wrong = mask.findIndex((bit) => bit > 1);
  if (wrong !== -1) throw new ValueError(`mask "${name}"[${wrong}]`, 'must be 0 or 1', mask[wrong]);
}
