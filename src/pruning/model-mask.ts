import { maskLayers, toBits } from '../check.ts';
import { synchronous, weightsAndOthers } from './check-arrays.ts';
import { Mask } from './mask.ts';
import type { PrunableModel } from './model-and-trainer.ts';

/**
 * Returns the mask of a model: the result of its `getMask` for its prunable weights, and 1 for every weight of the other layers.
 * A model without `getMask` is dense, even if some of its weights are 0.
 *
 * @throws {ValueError} (ShapeError) if a mask is invalid or does not fit the weights.
 */
export function heldMask(model: PrunableModel): Mask {
  const { weights } = weightsAndOthers(model);
  const held = heldLayers(model);
  const dense = Mask.dense(weights).layers;
  const mask = new Mask(new Map([...dense].map(([name, ones]) => [name, held.get(name) ?? ones])));
  mask.checkFits(weights, 'weights of the mask');
  return mask;
}

/**
 * Passes a mask to a model that holds masks, as copies that it may modify. Masks of weights that are not prunable are preserved.
 */
export function handMask(mask: Mask, model: PrunableModel): void {
  const masks = [...heldLayers(model), ...mask.layers];
  const copies = new Map(masks.map(([name, bits]) => [name, toBits(`mask "${name}"`, bits)]));
  synchronous('setMask', model.setMask?.(copies));
}

const heldLayers = (model: PrunableModel) =>
  maskLayers(synchronous('getMask', model.getMask?.() ?? new Map()));
