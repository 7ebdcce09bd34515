// Counts how many weights of the first layer survive at each pixel of the input.

import { ShapeError } from '../../errors.ts';

/** Number of surviving first-layer weights per input pixel. */
export interface InputWeights {
  readonly image: readonly [height: number, width: number];
  /** Number of outputs of the first layer, which is its number of weights per pixel. */
  readonly outputs: number;
  /** Number of surviving weights of each pixel, [height · width]. */
  readonly counts: readonly number[];
}

/**
 * Counts the surviving weights of the first layer per input pixel, to show which parts of an image a ticket uses.
 *
 * @param mask the layer's mask, [outputs, height · width].
 * @param outputs number of outputs of the layer.
 * @param image [height, width] in pixels.
 * @throws {ShapeError} if the mask has another length, or is empty.
 *
 * @example
 * const mask = Uint8Array.of(1, 0, 0, 1, 1, 0, 1, 0); // two outputs, an image of 2 × 2 pixels
 * countInputWeights(mask, 2, [2, 2]).counts; // → [ 2, 0, 1, 1 ]
 */
export function countInputWeights(
  mask: Uint8Array,
  outputs: number,
  image: readonly [height: number, width: number],
): InputWeights {
  const [height, width] = image;
  const size = height * width;
  if (mask.length !== outputs * size || mask.length === 0)
    throw new ShapeError('mask', `must have ${outputs} · ${height} · ${width} > 0 entries`, mask.length);
  const counts = new Array<number>(size).fill(0);
  for (let i = 0; i < mask.length; i++) counts[i % size] += mask[i];
  return { image, outputs, counts };
}
