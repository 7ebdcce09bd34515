// Pruned weights that keep their initial values and are never trained, instead of being 0: Zhou et al. 2019, §4.2. A masked
// parameter keeps its pruned weights at 0, so the frozen weights are a separate constant term F: y = x·(m ⊙ W)ᵀ + x·Fᵀ + b.

import { add, matmulNT, type Operand, type Variable } from '../../autograd/index.ts';
import { TicketError } from '../../errors.ts';
import { Linear, Module, type Parameter, Sequential } from '../../nn/index.ts';
import type { Mask, Weights } from '../../pruning/index.ts';
import { Tensor } from '../../tensor/index.ts';

/** A Linear layer plus a constant weight of the same shape [outputs, inputs]. */
class PartlyFrozenLinear extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly #linear: Linear;
  readonly #frozen: Tensor;

  constructor(linear: Linear, frozen: Tensor) {
    super();
    this.weight = linear.weight;
    this.bias = linear.bias;
    this.#linear = linear;
    this.#frozen = frozen;
  }

  override forward(inputs: Operand): Variable {
    return add(this.#linear.forward(inputs), matmulNT(inputs, this.#frozen));
  }
}

/**
 * Returns a network in which pruned weights keep their initial values and are never trained, instead of being 0. It shares its
 * parameters, and their names, with `model`. Zhou et al. 2019, §4.2.
 *
 * @param model a Sequential of Linear layers and layers without parameters.
 * @param initial the initial values of all prunable weights, by name.
 * @throws {TicketError} if the model has another kind of layer.
 * @throws {ValueError} if the initial values do not have the names and sizes of the mask.
 *
 * @example
 * const model = mlp([2, 1], { random: new Random(1), bias: false });
 * const initial = new Map([['fc1.weight', Float32Array.of(2, 3)]]);
 * const mask = new Mask(new Map([['fc1.weight', [1, 0]]]));
 * model.load(initial);
 * model.setMask(mask.layers);
 * model.forward([[1, 1]]).item(); // → 2
 * freezePruned(model, mask, initial).forward([[1, 1]]).item(); // → 5
 */
export function freezePruned(model: Module, mask: Mask, initial: Weights): Sequential {
  mask.checkFits(initial, 'initial weights');
  if (!(model instanceof Sequential)) throw unfit(model);
  return new Sequential(
    Object.fromEntries([...model.layers].map(([name, layer]) => [name, frozen(name, layer)])),
  );

  function frozen(name: string, layer: Module): Module {
    if (layer.namedParameters().size === 0) return layer;
    if (!(layer instanceof Linear)) throw unfit(layer);
    const bits = mask.layers.get(`${name}.weight`);
    if (bits === undefined) return layer; // Layers that are excluded from pruning have no mask.
    const values = (initial.get(`${name}.weight`) as Float32Array).map((w, i) => (bits[i] === 1 ? 0 : w));
    return new PartlyFrozenLinear(layer, new Tensor(values, layer.weight.shape));
  }
}

const unfit = (part: Module) =>
  new TicketError(
    `freezePruned: must be given a Sequential of Linear layers and layers without parameters, got a ${part.constructor.name}`,
  );
