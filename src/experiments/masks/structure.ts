// What a mask looks like, values aside: how much of each layer it keeps, which layers and units it cuts off; and what
// of the values it shares with the weights it grew from.

import { ShapeError } from '../../errors.ts';
import type { Count, Mask, Weights } from '../../pruning/index.ts';

/** A layer's share. */
export interface LayerStructure extends Count {
  /** The layer's name. */
  readonly layer: string;
  /** Fraction kept; 0 for a layer without weights. */
  readonly density: number;
  /** No weight survives: no signal passes. */
  readonly isCollapsed: boolean;
}

/** Each layer's share, in the network's order. */
export const layerStructure = (mask: Mask): LayerStructure[] =>
  [...mask.counts()].map(([layer, { total, remaining }]) => ({
    layer,
    total,
    remaining,
    density: total === 0 ? 0 : remaining / total,
    isCollapsed: total > 0 && remaining === 0,
  }));

/** The units between two layers of weights, or at either end. */
export interface DeadUnits {
  /** The layer whose outputs they are; null for the inputs of the network. */
  readonly after: string | null;
  /** The layer whose inputs they are; null for the outputs of the network. */
  readonly before: string | null;
  readonly units: number;
  /** Units that no surviving weight leads into: they say the same for every example. 0 for the inputs. */
  readonly withoutInput: number;
  /** Units that no surviving weight leads out of: nothing hears them. 0 for the outputs. */
  readonly withoutOutput: number;
  /** Units with one of the two, or both. */
  readonly dead: number;
}

/**
 * Dead units of a network of fully connected layers, from its inputs to its outputs. `shapes` has each layer's shape
 * [outputs, inputs]; other names in it are ignored. Throws a ShapeError for a layer that is no such matrix, or whose
 * inputs are not the outputs of the layer before.
 */
export function deadUnits(mask: Mask, shapes: ReadonlyMap<string, readonly number[]>): DeadUnits[] {
  const layers = [...mask.layers].map(([layer, bits]) => {
    const shape = shapes.get(layer);
    if (shape?.length !== 2 || shape[0] * shape[1] !== bits.length)
      throw new ShapeError(
        `shape of "${layer}"`,
        `must be [outputs, inputs] of ${bits.length} weights`,
        shape,
      );
    return { layer, ...reached(bits, shape[0], shape[1]) };
  });
  return [null, ...layers].map((after, i) => {
    const before = layers[i] ?? null;
    if (after && before && after.into.length !== before.from.length)
      throw new ShapeError(`inputs of "${before.layer}"`, `must be ${after.into.length}`, before.from.length);
    return dead(after, before);
  });
}

interface Reached {
  readonly layer: string;
  /** 1 for each output with a surviving weight. */
  readonly into: Uint8Array;
  /** 1 for each input with a surviving weight. */
  readonly from: Uint8Array;
}

function reached(bits: Uint8Array, outputs: number, inputs: number): Omit<Reached, 'layer'> {
  const [into, from] = [new Uint8Array(outputs), new Uint8Array(inputs)];
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++) if (bits[o * inputs + i] === 1) into[o] = from[i] = 1;
  return { into, from };
}

function dead(after: Reached | null, before: Reached | null): DeadUnits {
  const [into, from] = [after?.into, before?.from];
  const units = (into ?? (from as Uint8Array)).length;
  const count = { withoutInput: 0, withoutOutput: 0, dead: 0 };
  for (let u = 0; u < units; u++) {
    const [noInput, noOutput] = [into?.[u] === 0, from?.[u] === 0];
    if (noInput) count.withoutInput++;
    if (noOutput) count.withoutOutput++;
    if (noInput || noOutput) count.dead++;
  }
  return { after: after?.layer ?? null, before: before?.layer ?? null, units, ...count };
}

/** How many of a layer's survivors have the same sign in two sets of weights. */
export interface SignAgreement {
  /** The layer's name. */
  readonly layer: string;
  readonly survivors: number;
  /** Survivors of the same sign in both; a zero has no sign and agrees with a zero only. */
  readonly same: number;
  /** same ÷ survivors, in [0, 1]; null where nothing survives. */
  readonly agreement: number | null;
}

/**
 * Sign agreement of two sets of weights (W₀ and W_T, say) among a mask's survivors, layer by layer. Zhou et al. 2019 find
 * that the sign of the initial weight is what a ticket must keep. Throws for other names or sizes.
 */
export function signAgreement(mask: Mask, a: Weights, b: Weights): SignAgreement[] {
  mask.checkFits(a, 'first weights');
  mask.checkFits(b, 'second weights');
  return [...mask.layers].map(([layer, bits]) => {
    const [x, y] = [a.get(layer) as Float32Array, b.get(layer) as Float32Array];
    let [survivors, same] = [0, 0];
    for (let i = 0; i < bits.length; i++) {
      if (bits[i] === 0) continue;
      survivors++;
      if (signOf(x[i]) === signOf(y[i])) same++;
    }
    return { layer, survivors, same, agreement: survivors === 0 ? null : same / survivors };
  });
}

/** 1, 0 (for ±0) or −1. */
const signOf = (x: number): number => (x > 0 ? 1 : x < 0 ? -1 : 0);
