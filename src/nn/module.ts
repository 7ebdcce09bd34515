import type { Operand, Variable } from '../autograd/index.ts';
import { checkFinite, type MaskLike, maskLayers, toBits } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { Parameter } from './parameter.ts';

/** A copy of the values of every parameter, by name. */
export type State = ReadonlyMap<string, Float32Array>;

/**
 * A piece of a network. Its parameters are found among its own properties: a `Parameter` under the property's name, a
 * nested module's parameters under `property.name`, as in PyTorch.
 */
export abstract class Module {
  /** Returns the output for a batch of inputs, whose first axis is the batch. */
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

  /** Clears the gradient of every parameter. */
  zeroGrad(): void {
    for (const parameter of this.namedParameters().values()) parameter.zeroGrad();
  }

  /** Returns a copy of the values of every parameter. Masks are not included. */
  state(): Map<string, Float32Array> {
    return new Map([...this.namedParameters()].map(([name, parameter]) => [name, parameter.data.slice()]));
  }

  /**
   * Restores saved values. Pruned weights stay +0: remove the mask first to load them too. Names and sizes must match
   * exactly, and every value must be finite.
   *
   * @throws {ValueError} (ShapeError, NonFiniteError) otherwise; nothing is changed then.
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

  /** Returns the live arrays of the weights that pruning may remove, by name: parameters with at least two axes. */
  prunableWeights(): Map<string, Float32Array> {
    return this.#live((parameter) => parameter.shape.length >= 2);
  }

  /** Returns the live arrays of the parameters that are never pruned, by name: biases. */
  otherWeights(): Map<string, Float32Array> {
    return this.#live((parameter) => parameter.shape.length < 2);
  }

  /**
   * Sets the mask of each named parameter (1 for each surviving weight, 0 for each pruned one) and removes the masks of all
   * other parameters, so that `setMask(new Map())` removes all masks.
   *
   * @param masks a `Mask`, or a Map of parameter names to arrays.
   * @throws {ValueError} if a name is unknown or an entry is not 0 or 1; nothing is changed then.
   * @throws {ShapeError} if a mask has another size; nothing is changed then.
   */
  setMask(masks: MaskLike): void {
    const parameters = this.namedParameters();
    const checked = new Map(
      [...maskLayers(masks)].map(([name, bits]) => [name, checkMask(name, bits, parameters)]),
    );
    for (const [name, parameter] of parameters) parameter.prune(checked.get(name) ?? null);
  }

  /** Returns copies of the masks that are set, by parameter name, so that `setMask(getMask())` changes nothing. */
  getMask(): Map<string, Uint8Array> {
    const masks = new Map<string, Uint8Array>();
    for (const [name, { mask }] of this.namedParameters()) if (mask !== null) masks.set(name, mask.slice());
    return masks;
  }

  #live(wanted: (parameter: Parameter) => boolean): Map<string, Float32Array> {
    const named = [...this.namedParameters()].filter(([, parameter]) => wanted(parameter));
    return new Map(named.map(([name, parameter]) => [name, parameter.data]));
  }
}

const prefixed = (name: string, part: Module) =>
  [...part.namedParameters()].map(([inner, parameter]) => [`${name}.${inner}`, parameter] as const);

function checkMask(
  name: string,
  mask: ArrayLike<number>,
  parameters: ReadonlyMap<string, Parameter>,
): Uint8Array {
  const own = parameters.get(name);
  if (own === undefined)
    throw new ValueError('mask', `names must be of [${[...parameters.keys()].join(', ')}]`, name);
  const bits = toBits(`mask "${name}"`, mask);
  if (bits.length === own.data.length) return bits;
  throw new ShapeError(`mask "${name}"`, `must have ${own.data.length} entries`, bits.length);
}
