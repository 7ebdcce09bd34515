// Do two searches choose the same weights? Counted against what masks of the same counts in each layer would share by
// chance: a hypergeometric law, layer by layer.

import type { Count, Mask } from '../../pruning/index.ts';
import { checkSameLayers } from '../../pruning/mask.ts';

/** What two masks share in one layer, or in all. */
export interface Overlap {
  /** Weights that both keep. */
  readonly shared: number;
  /** What they would share by chance: Σ kept · kept′ ÷ total over the layers. */
  readonly expected: number;
  /** The deviation of what they would share by chance. */
  readonly deviation: number;
  /** shared ÷ the smaller mask's survivors, in [0, 1]; null where one keeps nothing. */
  readonly overlap: number | null;
  /** expected ÷ the smaller mask's survivors: for one layer kept equally by both, its density. Null with `overlap`. */
  readonly chance: number | null;
}

/** The overlap of all weights together, and of each layer. */
export interface MaskOverlap extends Overlap {
  readonly layers: ReadonlyMap<string, Overlap>;
}

/** What two masks share. Symmetric. Throws a ValueError for other layers, a ShapeError for another size. */
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

/** Of k and l marked at random among n: mean k l ÷ n, variance k l (n − k) (n − l) ÷ (n² (n − 1)). */
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
