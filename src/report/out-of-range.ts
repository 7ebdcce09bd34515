import * as Plot from '@observablehq/plot';
import type { Place } from './visible-range.ts';

const ROTATION = { up: 0, right: 90, down: 180, left: 270 } as const;

/** Returns a mark of triangles at the edge of the frame that point to values outside the frame. */
export const outside = (
  places: readonly Place[],
  direction: keyof typeof ROTATION,
  color: string,
): Plot.Markish =>
  Plot.dot(places, {
    ...{ symbol: 'triangle', rotate: ROTATION[direction], r: 4, fill: color, stroke: 'none' },
    ariaDescription: 'continues outside of the frame',
  });

/** Returns a mark of triangles where pieces of a curve leave the frame at its bottom. */
export const cutBelow = (pieces: readonly (readonly Place[])[], low: number, color: string): Plot.Markish =>
  outside(cutsOf(pieces, low), 'down', color);

/** Returns the points where pieces of a curve leave the frame at its bottom. There are none if the axis starts at 0. */
export const cutsOf = (pieces: readonly (readonly Place[])[], low: number): Place[] =>
  low <= 0 ? [] : pieces.flat().filter(([, y]) => y === low);
