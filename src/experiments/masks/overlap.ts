// Compares the weights that two searches choose. The number of shared weights is compared with its distribution for random masks
// that keep as many weights in each layer, a hypergeometric distribution per layer.

import type { Count, Mask } from '../../pruning/index.ts';
import { checkSameLayers } from '../../pruning/mask.ts';

/** The overlap of two masks in one layer, or in all layers. */
export interface Overlap {
  /** Number of weights that both masks keep. */
  readonly shared: number;
  /** Expected number of shared weights if both masks were random: Σ kept · kept′ ÷ total over the layers. */
  readonly expected: number;
  /** Standard deviation of the number of shared weights if both masks were random. */
  readonly deviation: number;
  /**
   * Number of shared weights divided by the number of surviving weights of the smaller mask, in [0, 1]; null if one mask keeps
   * no weight.
   */
  readonly overlap: number | null;
  /**
   * Expected number of shared weights divided by the number of surviving weights of the smaller mask; null if `overlap` is null.
   */
  readonly chance: number | null;
}

/** The overlap of two masks for all weights together and for each layer. */
export interface MaskOverlap extends Overlap {
  readonly layers: ReadonlyMap<string, Overlap>;
}

/**
 * Compares the weights that two masks keep with the overlap expected for random masks that keep as many weights in each layer.
 *
 * @throws {ValueError} if the masks have different layers.
 * @throws {ShapeError} if a layer has different sizes.
 *
 * @example
 * const a = new Mask(new Map([['fc1', [1, 1, 0, 0]]]));
 * const b = new Mask(new Map([['fc1', [1, 0, 1, 0]]]));
 * const { shared, overlap, chance } = maskOverlap(a, b);
 * [shared, overlap, chance]; // → [ 1, 0.5, 0.5 ]
 */
export function maskOverlap(a: Mask, b: Mask): MaskOverlap {
  checkSameLayers('second mask', a.layers, b.layers);
  const [inA, inB] = [a.counts(), b.counts()];
  const layers = [...a.layers].map(([name, bits]) => {
    const other = b.layers.get(name) as Uint8Array;
    let shared = 0;
    for (let i = 0; i < bits.length; i++) shared += bits[i] & other[i];
    return [name, moments(shared, inA.get(name) as Count, inB.get(name) as Count)] as const;
  });
  const sum = (figure: (layer: Moments) => number): number =>
    layers.reduce((total, [, layer]) => total + figure(layer), 0);
  const all = {
    shared: sum(({ shared }) => shared),
    expected: sum(({ expected }) => expected),
    variance: sum(({ variance }) => variance),
    smaller: Math.min(a.remaining, b.remaining),
  };
  return { ...overlapOf(all), layers: new Map(layers.map(([name, layer]) => [name, overlapOf(layer)])) };
}

interface Moments {
  readonly shared: number;
  readonly expected: number;
  readonly variance: number;
  readonly smaller: number;
}

/**
 * Returns the mean k l ÷ n and the variance k l (n − k) (n − l) ÷ (n² (n − 1)) of the number of weights that are among both k
 * and l weights chosen at random from n.
 */
function moments(shared: number, { total: n, remaining: k }: Count, { remaining: l }: Count): Moments {
  const variance = n < 2 ? 0 : (k * l * ((n - k) * (n - l))) / (n * n * (n - 1));
  return { shared, expected: n === 0 ? 0 : (k * l) / n, variance, smaller: Math.min(k, l) };
}

function overlapOf({ shared, expected, variance, smaller }: Moments): Overlap {
  const part = (count: number): number | null => (smaller === 0 ? null : count / smaller);
  return {
    shared,
    expected,
    deviation: Math.sqrt(variance),
    overlap: part(shared),
    chance: part(expected),
  };
}
