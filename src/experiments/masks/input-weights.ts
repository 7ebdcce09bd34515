// How many weights of the first layer survive at each pixel of the input.

import { ShapeError } from '../../errors.ts';

/** Number of surviving first-layer weights per input pixel. */
export interface InputWeights {
  readonly image: readonly [height: number, width: number];
  /** Number of outputs of the first layer, and so of its weights per pixel. */
  readonly outputs: number;
  /** Surviving weights of each pixel: [height · width]. */
  readonly counts: readonly number[];
}

/**
 * Counts the surviving weights of the first layer per pixel.
 *
 * @param mask The layer's mask, [outputs, height · width].
 * @throws {ShapeError} if the mask has another length.
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
