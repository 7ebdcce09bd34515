import { isMap, type MaskLike, maskLayers, toBits } from '../check.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { decoded, layersFromJson, layersToJson, type MaskJson } from './mask-json.ts';

export type { MaskLike };

/** Named arrays of weights, in the network's order; the last one is the output layer. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** How much of a layer, or of a network, a mask keeps. */
export interface Count {
  /** Weights before any pruning. */
  readonly total: number;
  /** Weights that survive. */
  readonly remaining: number;
}

/** m ∈ {0, 1}ⁿ: for each named layer, 1 where a weight survives and 0 where it is pruned. Never changed once made. */
export class Mask {
  /** One byte a weight, 0 or 1, by layer: the mask's own copies, not to be written. */
  readonly layers: ReadonlyMap<string, Uint8Array>;
  /** Weights in all layers. */
  readonly total: number;
  /** Surviving weights in all layers. */
  readonly remaining: number;

  /**
   * Copies the arrays. Pass a structured clone of a mask, such as one that a worker sent, to restore it.
   *
   * @throws {ValueError} for a mask without weights, and for an entry that is not 0 or 1, naming the layer and the index.
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

  /** The mask that keeps everything. */
  static dense(weights: ReadonlyMap<string, ArrayLike<number>>): Mask {
    return new Mask(
      new Map([...weights].map(([name, { length }]) => [name, new Uint8Array(length).fill(1)])),
    );
  }

  /** Restores a mask from the JSON that `JSON.stringify(mask)` makes, parsed. @throws {ValueError} for anything else. */
  static fromJSON(json: unknown): Mask {
    return decoded('mask', json as MaskJson, (layers) => new Mask(layersFromJson(layers)));
  }

  /** Returns the mask as JSON, one bit per weight, which `JSON.stringify` calls. */
  toJSON(): MaskJson {
    return layersToJson(this.layers);
  }

  /** Fraction kept: remaining ÷ total. */
  get density(): number {
    return this.remaining / this.total;
  }

  /** Fraction removed: 1 − density. */
  get sparsity(): number {
    return (this.total - this.remaining) / this.total;
  }

  /** Total and remaining weights of each layer. */
  counts(): Map<string, Count> {
    return new Map([...this.layers].map(([name, bits]) => [name, countBits(bits)]));
  }

  /** Layers that lost all their weights, so that no signal passes them. A layer that never had any is not among them. */
  emptiedLayers(): string[] {
    return [...this.counts()]
      .filter(([, { total, remaining }]) => total > 0 && remaining === 0)
      .map(([name]) => name);
  }

  /** m ⊙ W in place: sets every pruned weight to +0. Throws when names or sizes differ, before anything is written. */
  apply(weights: Weights): void {
    this.checkFits(weights);
    for (const [name, bits] of this.layers) {
      const values = weights.get(name) as Float32Array;
      for (let i = 0; i < bits.length; i++) if (bits[i] === 0) values[i] = 0;
    }
  }

  /** m ∧ m′: what both keep. */
  intersect(other: Mask): Mask {
    checkSameLayers('other mask', this.layers, other.layers);
    const both = (name: string, bits: Uint8Array) =>
      bits.map((bit, i) => bit & (other.layers.get(name) as Uint8Array)[i]);
    return new Mask(new Map([...this.layers].map(([name, bits]) => [name, both(name, bits)])));
  }

  /** Refuses arrays, called `what` in the message: a ValueError for other names, a ShapeError for another size. */
  checkFits(arrays: ReadonlyMap<string, ArrayLike<number>>, what = 'weights'): void {
    checkSameLayers(what, this.layers, arrays);
  }
}

/** Refuses two sets of named arrays whose names or lengths differ. */
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
