import type { Operand, Variable } from '../autograd/index.ts';
import { checkFinite, type MaskLike, maskLayers, toBits } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { Parameter } from './parameter.ts';
import { partsIn } from './parts.ts';

/** A copy of the values of every parameter, by name. */
export type State = ReadonlyMap<string, Float32Array>;

/**
 * The base class of networks and layers. The parameters of a module are found among its own properties: a `Parameter` under the
 * property's name, a nested module's parameters under `property.name`, as in PyTorch. Arrays, plain objects, Maps and Sets are
 * searched too: `layers.0.weight` is the weight of the first layer in an array `layers`.
 *
 * Parameters that are not found are neither trained nor pruned nor rewound. JavaScript hides `#private` fields and variables of
 * closures, and other objects, such as an instance of your own class that is not a module, are not searched. `trainStep` and
 * `SupervisedTrainer` detect such hidden parameters: they throw a ValueError if the output depends on one.
 *
 * @example
 * class Scale extends Module {
 *   factor = new Parameter(tensor([2]));
 *   forward(x) { return mul(x, this.factor); }
 * }
 * new Scale().forward([1, 5]).value.toArray(); // → [ 2, 10 ]
 * [...new Scale().namedParameters().keys()]; // → [ 'factor' ]
 */
export abstract class Module {
  /** Returns the output for a batch of inputs, whose first axis is the batch. */
  abstract forward(inputs: Operand): Variable;

  /**
   * Returns every parameter by name, in the order of the properties. A parameter that is used in several places (a shared
   * layer, tied weights) is listed once, under its first name: it is trained, pruned and counted once.
   *
   * @throws {ValueError} if two parameters have the same name, such as "a.b" in `{ 'a.b': layer }` and in `{ a: { b: layer } }`.
   */
  namedParameters(): Map<string, Parameter> {
    const found = new Map<string, Parameter>();
    const seen = new Set<Parameter>();
    for (const [name, part] of this.parts()) {
      const inner = part instanceof Parameter ? [[name, part] as const] : prefixed(name, part);
      for (const [path, parameter] of inner) {
        if (seen.has(parameter)) continue;
        if (found.has(path)) throw new ValueError('parameter name', 'must be unique in the module', path);
        found.set(path, parameter);
        seen.add(parameter);
      }
    }
    return found;
  }

  /** Returns the parameters and modules that this module consists of, by name. */
  protected parts(): [string, Parameter | Module][] {
    return partsIn(Object.entries(this), isPart);
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

  /**
   * Returns the live arrays of the weights that pruning may remove, by name: those of the `prunable` parameters. A subclass
   * may override this method to leave weights out, which then belong to `otherWeights`.
   */
  prunableWeights(): Map<string, Float32Array> {
    const arrays = this.parts().flatMap(([, part]) =>
      part instanceof Parameter ? (part.prunable ? [part.data] : []) : [...part.prunableWeights().values()],
    );
    const prunable = new Set(arrays);
    return this.#live((data) => prunable.has(data));
  }

  /** Returns the live arrays of all parameters that are not in `prunableWeights`, by name: biases and excluded layers. */
  otherWeights(): Map<string, Float32Array> {
    const prunable = new Set(this.prunableWeights().values());
    return this.#live((data) => !prunable.has(data));
  }

  /**
   * Excludes layers from pruning: `mlp(sizes, options).exclude('fc3')` never prunes the output layer. Excluded weights are
   * trained, rewound and saved in the ticket like biases.
   *
   * @param names layers or parameters of this module: 'fc3', or 'fc3.weight'.
   * @returns this module.
   * @throws {ValueError} if there is no parameter of that name, or it is already pruned; nothing is changed then.
   */
  exclude(...names: readonly string[]): this {
    const parameters = [...this.namedParameters()];
    const excluded = names.flatMap((name) => {
      const own = parameters.filter(([path]) => path === name || path.startsWith(`${name}.`));
      if (own.length === 0)
        throw new ValueError(
          'exclude',
          `names must be of [${parameters.map(([path]) => path).join(', ')}]`,
          name,
        );
      if (own.some(([, { mask }]) => mask !== null))
        throw new ValueError('exclude', 'must be called before the layer is pruned', name);
      return own;
    });
    for (const [, parameter] of excluded) parameter.prunable = false;
    return this;
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

  #live(wanted: (data: Float32Array) => boolean): Map<string, Float32Array> {
    const arrays = [...this.namedParameters()].map(([name, { data }]) => [name, data] as const);
    return new Map(arrays.filter(([, data]) => wanted(data)));
  }
}

const isPart = (value: unknown): value is Parameter | Module =>
  value instanceof Parameter || value instanceof Module;

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
