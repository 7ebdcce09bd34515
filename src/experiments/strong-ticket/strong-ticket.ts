// Finds a trained two-layer network inside a random network of twice the depth, by pruning alone. Malach et al. 2020
// (existence); Pensia et al. 2020 (subset sums).

import { atLeast, checkFinite, integer } from '../../check.ts';
import { type Initializer, mlp, type Sequential } from '../../nn/index.ts';
import { checkWeights } from '../../nn/memory.ts';
import { copyOf } from '../../pruning/checkpoint.ts';
import { checkSameLayers, Mask, type Weights } from '../../pruning/mask.ts';
import type { Random } from '../../random.ts';
import { approximateLayer, type LayerPruning, type LayerTask } from './approximate-layer.ts';
import { type ApproximationError, approximationError } from './approximation-error.ts';
import { hiddenWidth } from './hidden-units.ts';
import { MAX_ITEMS } from './subset-sum.ts';

/** Options of `findStrongTicket`. */
export interface StrongTicketOptions {
  /** The target y = W₂ · relu(W₁ · x): weights `fc1.weight` [hidden, inputs] and `fc2.weight` [outputs, hidden]. */
  readonly target: Weights;
  /** Number of inputs, hidden units and outputs of the target. */
  readonly sizes: readonly [inputs: number, hidden: number, outputs: number];
  /** Number of hidden units, and thus of products v · u, per target weight and sign of its input; at most 40. */
  readonly n: number;
  /** Whether inputs can be negative; true by default. Hidden units never are. */
  readonly signed?: boolean;
  /** Largest |x| of an input, for the error bound; 1 by default. */
  readonly radius?: number;
  /** Generator of the random network. */
  readonly random: Random;
}

/** Number of rows of the target's weights that are approximated so far. */
export interface StrongProgress {
  readonly kind: 'progress';
  readonly done: number;
  readonly total: number;
}

/** A subnetwork of a random network that approximates the target. */
export interface StrongTicket extends ApproximationError {
  readonly kind: 'ticket';
  /** Number of units of each layer of the random network, inputs first. */
  readonly sizes: readonly number[];
  /** The random network's weights before pruning, uniform in [−1, 1). */
  readonly weights: Weights;
  /** The mask of the surviving weights. */
  readonly mask: Mask;
  /** The random network under the mask. */
  readonly network: Sequential;
  /** Approximation error |ΔW| of each target weight, by layer. */
  readonly errors: ReadonlyMap<string, Float64Array>;
}

/**
 * An initializer that draws weights from U(−1, 1) for every layer size, as in the random networks of Pensia et al. 2020.
 *
 * @example
 * const model = mlp([784, 300, 10], { random: new Random(1), initializer: unitUniform });
 * model.state().get('fc1.weight').every((weight) => weight >= -1 && weight < 1); // → true
 */
export const unitUniform: Initializer = (random, fanIn, fanOut) =>
  new Float32Array(fanIn * fanOut).map(() => random.uniform(-1, 1));

/**
 * Prunes a random network until it approximates a target network, without training. Yields progress, and the ticket at the end.
 * Malach et al. 2020; Pensia et al. 2020.
 *
 * @throws {ValueError} if n is not in [1, 40], the radius is negative, or the target's weights have other names.
 * @throws {ShapeError} if the target's weights have other sizes.
 * @throws {NonFiniteError} if a weight of the target is NaN or infinite.
 *
 * @example
 * const [fc1, fc2] = [Float32Array.of(0.5, -0.25, 0.75, 1), Float32Array.of(1, -0.5)];
 * const target = new Map([['fc1.weight', fc1], ['fc2.weight', fc2]]);
 * const options = { target, sizes: [2, 2, 1], n: 20, random: new Random(1) };
 * const ticket = [...findStrongTicket(options)].at(-1);
 * ticket.weightError < 0.001; // → true
 * prunesOnly(ticket.weights, ticket.network); // → true
 */
export function* findStrongTicket(
  options: StrongTicketOptions,
): Generator<StrongProgress | StrongTicket, void, void> {
  checkOptions(options);
  const [, hidden, outputs] = options.sizes;
  const sizes = randomSizes(options);
  const network = mlp(sizes, { random: options.random, initializer: unitUniform, bias: false });
  const weights = copyOf(network.prunableWeights());

  const layers: LayerPruning[] = [];
  for (const layer of [0, 1] as const) {
    const rows = approximateLayer(taskOf(options, weights, layer));
    layers.push(yield* told(rows, layer === 0 ? 0 : hidden, hidden + outputs));
  }
  const kept = layers.flatMap(({ keepU, keepV }) => [keepU, keepV]);
  const mask = new Mask(new Map(kept.map((bits, i) => [`fc${i + 1}.weight`, bits])));
  network.setMask(mask.layers);
  const errors = new Map(layers.map((layer, i) => [`fc${i + 1}.weight`, layer.errors]));
  yield { kind: 'ticket', sizes, weights, mask, network, errors, ...approximationError(options, errors) };
}

/** The options that determine the size of the random network. */
type RandomShape = Pick<StrongTicketOptions, 'sizes' | 'n' | 'signed'>;

/**
 * Returns the sizes of the random network's layers, inputs first: n hidden units per input of each target layer, and some more.
 */
export function randomSizes(shape: RandomShape): number[] {
  const [inputs, hidden, outputs] = shape.sizes;
  const [first, second] = [sharingOf(shape, 0), sharingOf(shape, 1)].map(hiddenWidth);
  return [inputs, first, hidden, second, outputs];
}

const sharingOf = ({ sizes, n, signed = true }: RandomShape, layer: 0 | 1) => ({
  inputs: sizes[layer],
  n,
  signed: layer === 0 && signed,
});

function taskOf(options: StrongTicketOptions, weights: Weights, layer: 0 | 1): LayerTask {
  const sharing = sharingOf(options, layer);
  return {
    ...sharing,
    target: options.target.get(`fc${layer + 1}.weight`) as Float32Array,
    outputs: options.sizes[layer + 1],
    u: weights.get(`fc${2 * layer + 1}.weight`) as Float32Array,
    v: weights.get(`fc${2 * layer + 2}.weight`) as Float32Array,
    width: hiddenWidth(sharing),
  };
}

function* told(
  rows: Generator<number, LayerPruning, void>,
  before: number,
  total: number,
): Generator<StrongProgress, LayerPruning, void> {
  for (let row = rows.next(); ; row = rows.next()) {
    if (row.done) return row.value;
    yield { kind: 'progress', done: before + row.value, total };
  }
}

function checkOptions({ target, sizes, n, signed, radius = 1 }: StrongTicketOptions): void {
  sizes.forEach((size, i) => {
    integer(`sizes[${i}]`, size, 1);
  });
  integer('n', n, 1, MAX_ITEMS);
  atLeast('radius', radius, 0);
  checkWeights('random network', randomSizes({ sizes, n, ...(signed !== undefined && { signed }) }));
  const [inputs, hidden, outputs] = sizes;
  const expected = new Map([
    ['fc1.weight', new Uint8Array(hidden * inputs)],
    ['fc2.weight', new Uint8Array(outputs * hidden)],
  ]);
  checkSameLayers('target', expected, target);
  for (const [name, values] of target) checkFinite(`target ${name}`, values);
}
