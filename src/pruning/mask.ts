import { isMap, type MaskLike, maskLayers, toBits } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { decoded, layersFromJson, layersToJson, type MaskJson } from './mask-json.ts';

export type { MaskLike };

/** Named arrays of weights, in the network's order; the last one is the output layer. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** Number of weights of a layer or a network, before and after pruning. */
export interface Count {
  /** Number of weights before any pruning. */
  readonly total: number;
  /** Number of surviving weights. */
  readonly remaining: number;
}

/**
 * The weights of a network that survive pruning, as m ∈ {0, 1}ⁿ by layer: 1 for a surviving weight, 0 for a pruned one. A mask
 * is immutable.
 *
 * @example
 * const mask = new Mask(new Map([['fc1', [1, 0, 1, 0]], ['fc2', [1, 1]]]));
 * mask.remaining; // → 4
 * mask.counts().get('fc1'); // → { total: 4, remaining: 2 }
 * const fc1 = Float32Array.of(0.5, -1, 2, 3);
 * mask.apply(new Map([['fc1', fc1], ['fc2', Float32Array.of(1, 2)]]));
 * fc1; // → Float32Array(4) [ 0.5, 0, 2, 0 ]
 */
export class Mask {
  /** The entries by layer: one byte per weight, 0 or 1. They are the mask's own copies and must not be modified. */
  readonly layers: ReadonlyMap<string, Uint8Array>;
  /** Number of weights in all layers. */
  readonly total: number;
  /** Number of surviving weights in all layers. */
  readonly remaining: number;

  /**
   * Copies the arrays. A structured clone of a mask, such as one that a worker sent, is accepted too.
   *
   * @throws {ValueError} if there are no weights, or an entry is not 0 or 1; the message names the layer and the index.
   */
  constructor(layers: MaskLike) {
    this.layers = new Map(
      [...maskLayers(layers)].map(([name, bits]) => [name, toBits(`mask "${name}"`, bits)]),
    );
    const counts = [...this.counts().values()];
    this.total = counts.reduce((sum, count) => sum + count.total, 0);
    this.remaining = counts.reduce((sum, count) => sum + count.remaining, 0);
    if (this.total === 0) throw new ValueError('mask', 'must have at least one weight', this.total);
  }

  /** Returns the mask that keeps every one of these weights. */
  static dense(weights: ReadonlyMap<string, ArrayLike<number>>): Mask {
    return new Mask(
      new Map([...weights].map(([name, { length }]) => [name, new Uint8Array(length).fill(1)])),
    );
  }

  /** Restores a mask from the parsed output of `JSON.stringify(mask)`. @throws {ValueError} if it is anything else. */
  static fromJSON(json: unknown): Mask {
    return decoded('mask', json as MaskJson, (layers) => new Mask(layersFromJson(layers)));
  }

  /** Returns the mask as JSON, one bit per weight, which `JSON.stringify` calls. */
  toJSON(): MaskJson {
    return layersToJson(this.layers);
  }

  /** Fraction of the weights that survive: remaining ÷ total. */
  get density(): number {
    return this.remaining / this.total;
  }

  /** Fraction of the weights that are pruned: 1 − density. */
  get sparsity(): number {
    return (this.total - this.remaining) / this.total;
  }

  /** Returns the numbers of total and surviving weights of each layer. */
  counts(): Map<string, Count> {
    return new Map([...this.layers].map(([name, bits]) => [name, countBits(bits)]));
  }

  /** Returns the layers in which every weight is pruned, so that no signal passes. Layers without weights are not listed. */
  emptiedLayers(): string[] {
    return [...this.counts()]
      .filter(([, { total, remaining }]) => total > 0 && remaining === 0)
      .map(([name]) => name);
  }

  /**
   * Computes m ⊙ W in place: sets every pruned weight to +0. Nothing is written if an error is thrown.
   *
   * @throws {ValueError} if the names are not those of the mask.
   * @throws {ShapeError} if a size differs.
   */
  apply(weights: Weights): void {
    this.checkFits(weights);
    for (const [name, bits] of this.layers) {
      const values = weights.get(name) as Float32Array;
      for (let i = 0; i < bits.length; i++) if (bits[i] === 0) values[i] = 0;
    }
  }

  /** Returns m ∧ m′, the mask of the weights that both masks keep. @throws {ValueError} if names or sizes differ. */
  intersect(other: Mask): Mask {
    checkSameLayers('other mask', this.layers, other.layers);
    const both = (name: string, bits: Uint8Array) =>
      bits.map((bit, i) => bit & (other.layers.get(name) as Uint8Array)[i]);
    return new Mask(new Map([...this.layers].map(([name, bits]) => [name, both(name, bits)])));
  }

  /**
   * Checks that arrays have the names and sizes of the mask.
   *
   * @param what name of the arrays for the message.
   * @throws {ValueError} if names differ.
   * @throws {ShapeError} if a size differs.
   */
  checkFits(arrays: ReadonlyMap<string, ArrayLike<number>>, what = 'weights'): void {
    checkSameLayers(what, this.layers, arrays);
  }
}

/**
 * Checks that two sets of named arrays have the same names and lengths.
 *
 * @throws {ValueError} if the names differ.
 * @throws {ShapeError} if a length differs.
 */
export function checkSameLayers(
  what: string,
  expected: ReadonlyMap<string, ArrayLike<number>>,
  arrays: ReadonlyMap<string, ArrayLike<number>>,
): void {
  if (!isMap(arrays)) throw new ValueError(what, 'must be a Map of names to arrays', arrays);
  const names = [...expected.keys()];
  if (arrays.size !== names.length || names.some((name) => !arrays.has(name))) {
    throw new ValueError(what, `must be the layers [${names.join(', ')}]`, [...arrays.keys()]);
  }
  for (const [name, { length }] of expected) {
    const got = arrays.get(name)?.length;
    if (got !== length) throw new ShapeError(`${what} "${name}"`, `must have ${length} entries`, got);
  }
}

function countBits(bits: Uint8Array): Count {
  let remaining = 0;
  for (let i = 0; i < bits.length; i++) remaining += bits[i];
  return { total: bits.length, remaining };
}
