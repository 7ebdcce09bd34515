import * as Plot from '@observablehq/plot';
import type { Place } from './visible-range.ts';

const ROTATION = { up: 0, right: 90, down: 180, left: 270 } as const;

/** A mark: triangles at the edge of the frame that point to what lies outside of it. */
export const outside = (
  places: readonly Place[],
  direction: keyof typeof ROTATION,
  color: string,
): Plot.Markish =>
  Plot.dot(places, {
    ...{ symbol: 'triangle', rotate: ROTATION[direction], r: 4, fill: color, stroke: 'none' },
    ariaDescription: 'continues outside of the frame',
  });

/** Triangles where pieces of a curve leave the frame at its bottom. */
export const cutBelow = (pieces: readonly (readonly Place[])[], low: number, color: string): Plot.Markish =>
  outside(cutsOf(pieces, low), 'down', color);

/** Where pieces of a curve leave the frame at its bottom. Nothing lies below an accuracy of 0. */
export const cutsOf = (pieces: readonly (readonly Place[])[], low: number): Place[] =>
  low <= 0 ? [] : pieces.flat().filter(([, y]) => y === low);
