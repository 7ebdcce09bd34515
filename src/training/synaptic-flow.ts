// Synaptic flow, the derivative that SynFlow uses. Tanaka et al. 2020, §6. θ are the prunable weights, B is the batch size, f
// the number of features.

import { asVariable, gradients, mul, noGrad, sum, type Variable } from '../autograd/index.ts';
import { ValueError } from '../errors.ts';
import { inScratch } from '../kernels/scratch.ts';
import { Linear, type Module, Sequential } from '../nn/index.ts';
import { ones, type Shape, sizeOf, tensor } from '../tensor/index.ts';
import { checkParametersListed } from './check-forward.ts';
import { named, prunable } from './prunable-module.ts';

/**
 * Returns SynFlow's derivative ∂R/∂|θ| with R = 1ᵀ ∏|θ| 1: one value per weight, by the name of each prunable parameter. R is the
 * sum of the outputs for one input of `features` ones, with every weight at its magnitude and every bias at 0. The network is
 * restored afterwards. Tanaka et al. 2020, §6.
 *
 * In a deep network, the signal may leave the range of binary32. Wherever it leaves [2⁻⁶⁴, 2³²] between two layers of a
 * `Sequential`, it is divided by a power of two. That is exact, and because every path passes there, it multiplies the result
 * of all layers by the same factor: SynFlow's scores stay finite and keep their order.
 *
 * @throws {ValueError} if a layer is not positively homogeneous, such as Tanh: the scores would not be conserved. Also if the
 *   output depends on a parameter that `namedParameters` does not list.
 *
 * @example
 * const model = mlp([1, 1, 1], { random: new Random(1), initializer: () => Float32Array.of(-3) });
 * flowGradients(model, 1).get('fc1.weight'); // → Float32Array(1) [ 3 ]
 */
export function flowGradients(model: Module, features: number): Map<string, Float32Array> {
  const parameters = prunable(model);
  const before = model.state();
  try {
    for (const [name, { data, shape }] of model.namedParameters()) {
      if (parameters.has(name) || shape.length >= 2) replace(data, Math.abs);
      else data.fill(0);
    }
    return inScratch(() => {
      let signal = asVariable(ones([1, features])); // A single input of ones, [1, f].
      for (const [name, layer] of layersOf(model, 'model')) {
        checkHomogeneous(name, layer, signal.shape);
        signal = rescaled(layer.forward(signal));
      }
      checkParametersListed(model, signal);
      return named(parameters, gradients(sum(signal), [...parameters.values()]));
    });
  } finally {
    model.load(before);
  }
}

/** Yields the layers of a chain, and of the chains in it, by name. Any other network is one layer. */
function* layersOf(model: Module, name: string): Generator<[name: string, layer: Module]> {
  if (isPlain(model, Sequential)) for (const [inner, layer] of model.layers) yield* layersOf(layer, inner);
  else yield [name, model];
}

/** A signal whose maximum is in this range is not rescaled, so that the result of an ordinary network is ∂R/∂|θ| itself. */
const RANGE = [2 ** -64, 2 ** 32];

/**
 * Returns the signal, divided by the power of two that brings its maximum into [1, 2) if it is too large or too small.
 */
function rescaled(signal: Variable): Variable {
  const largest = signal.value.values().reduce((max, x) => Math.max(max, x), 0);
  if (largest === 0 || !(largest < Infinity) || (largest >= RANGE[0] && largest <= RANGE[1])) return signal;
  let scale = 1;
  while (largest * scale >= 2) scale /= 2;
  while (largest * scale < 1 && scale < 2 ** 126) scale *= 2; // The largest power of two is 2¹²⁷.
  return mul(signal, scale);
}

/** Inputs x at which f(2x) = 2·f(x) is checked: below, at and above the scale on which activations saturate. */
const PROBES = [2 ** -8, 1, 2 ** 8];

/** Checks f(2x) = 2·f(x), which holds exactly for ReLU and linear layers and makes the flow into a unit equal the flow out of it. */
function checkHomogeneous(name: string, layer: Module, [, ...shape]: Shape): void {
  if (isPlain(layer, Linear)) return;
  const size = sizeOf(shape);
  const inputs = PROBES.flatMap((x) => [x, 2 * x]).flatMap((x) => Array<number>(size).fill(x));
  const batch = tensor(Float32Array.from(inputs), [2 * PROBES.length, ...shape]); // Outputs for all probes, [B, f].
  const outputs = noGrad(() => layer.forward(batch)).value.values();
  const row = outputs.length / (2 * PROBES.length);
  const isDoubled = outputs.every((y, i) => Math.floor(i / row) % 2 === 0 || y === 2 * outputs[i - row]);
  if (!isDoubled)
    throw new ValueError(
      name,
      'must satisfy f(2x) = 2 · f(x) for x > 0, as ReLU does, or SynFlow does not conserve its scores',
      layer.constructor.name,
    );
}

/** Returns whether a layer computes what this class computes. A subclass may override `forward`. */
const isPlain = <Kind extends Module>(
  layer: Module,
  kind: { readonly prototype: Kind } & (abstract new (...args: never[]) => Kind),
): layer is Kind => layer instanceof kind && layer.forward === kind.prototype.forward;

function replace(values: Float32Array, change: (value: number) => number): void {
  for (let i = 0; i < values.length; i++) values[i] = change(values[i]);
}
