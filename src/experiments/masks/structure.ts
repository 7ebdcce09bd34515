// The structure of a mask: the fraction of each layer that it keeps, and the layers and units that it disconnects. Also counts
// how many surviving weights keep the sign of their initial value.

import { ShapeError } from '../../errors.ts';
import type { Count, Mask, Weights } from '../../pruning/index.ts';

/** The number and fraction of a layer's weights that a mask keeps. */
export interface LayerStructure extends Count {
  /** Name of the layer. */
  readonly layer: string;
  /** Fraction of the weights that survive; 0 for a layer without weights. */
  readonly density: number;
  /** Whether no weight of the layer survives, so that no signal passes. */
  readonly isCollapsed: boolean;
}

/**
 * Returns the number and fraction of weights that a mask keeps in each layer, in the order of the network.
 *
 * @example
 * const mask = new Mask(new Map([['fc1', [1, 0, 0, 0]], ['fc2', [0, 0]]]));
 * layerStructure(mask)[0]; // → { layer: 'fc1', total: 4, remaining: 1, density: 0.25, isCollapsed: false }
 * layerStructure(mask)[1].isCollapsed; // → true
 */
export const layerStructure = (mask: Mask): LayerStructure[] =>
  [...mask.counts()].map(([layer, { total, remaining }]) => ({
    layer,
    total,
    remaining,
    density: total === 0 ? 0 : remaining / total,
    isCollapsed: total > 0 && remaining === 0,
  }));

/** Counts of the units between two consecutive layers, of the inputs or of the outputs of the network. */
export interface DeadUnits {
  /** Name of the layer whose outputs the units are; null for the inputs of the network. */
  readonly after: string | null;
  /** Name of the layer whose inputs the units are; null for the outputs of the network. */
  readonly before: string | null;
  readonly units: number;
  /**
   * Number of units without a surviving incoming weight, whose output is the same for every example. 0 for the inputs.
   */
  readonly withoutInput: number;
  /** Number of units without a surviving outgoing weight, on which nothing depends. 0 for the outputs. */
  readonly withoutOutput: number;
  /** Number of units that have no surviving incoming weights, no surviving outgoing weights, or neither. */
  readonly dead: number;
}

/**
 * Counts the dead units of a network of fully connected layers: at its inputs, between each two layers, and at its outputs.
 *
 * @param shapes the shape [outputs, inputs] of each layer by name; other names are ignored.
 * @throws {ShapeError} if a layer has another shape, or its inputs are not the outputs of the layer before.
 *
 * @example
 * const mask = new Mask(new Map([['fc1', [1, 1, 0, 0]], ['fc2', [1, 1]]])); // no weight leads into hidden unit 1
 * const [inputs, hidden, outputs] = deadUnits(mask, new Map([['fc1', [2, 2]], ['fc2', [1, 2]]]));
 * hidden; // → { after: 'fc1', before: 'fc2', units: 2, withoutInput: 1, withoutOutput: 0, dead: 1 }
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
  /** 1 for each output with a surviving weight, otherwise 0. */
  readonly into: Uint8Array;
  /** 1 for each input with a surviving weight, otherwise 0. */
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

/** Number of a layer's surviving weights that have the same sign in two sets of weights. */
export interface SignAgreement {
  /** Name of the layer. */
  readonly layer: string;
  readonly survivors: number;
  /** Number of surviving weights with the same sign in both sets. The sign of ±0 equals only that of ±0. */
  readonly same: number;
  /** Fraction of the surviving weights with the same sign, in [0, 1]; null if no weight survives. */
  readonly agreement: number | null;
}

/**
 * Counts, per layer, the surviving weights that have the same sign in two sets of weights, such as W₀ and W_T. Zhou et al. 2019
 * find that a ticket needs the signs of its initial weights, more than their magnitudes.
 *
 * @throws {ValueError} if the weights do not have the names of the mask.
 * @throws {ShapeError} if a layer has another size.
 *
 * @example
 * const mask = new Mask(new Map([['fc1', [1, 1, 0, 1]]]));
 * const initial = new Map([['fc1', Float32Array.of(0.5, -0.5, 1, 2)]]);
 * const trained = new Map([['fc1', Float32Array.of(3, 0.1, 1, 1)]]);
 * signAgreement(mask, initial, trained)[0].same; // → 2
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

/** Returns the sign of a number: 1, 0 (for ±0) or −1. */
const signOf = (x: number): number => (x > 0 ? 1 : x < 0 ? -1 : 0);
