import * as Plot from '@observablehq/plot';
import { labelBelow } from './axis-label.ts';
import { COLORS } from './colors.ts';
import { shortPercent } from './format.ts';
import type { Layout } from './layout.ts';
import { thin } from './ticks.ts';

/** Width of a tick's label in pixels. */
const TICK_WIDTH = 44;

/**
 * Returns the horizontal axis of density: logarithmic, decreasing from left to right, with ticks at the trained levels.
 */
export function densityAxis(
  densities: readonly number[],
  { marginLeft, width, marginRight }: Layout,
): { x: Plot.ScaleOptions; marks: Plot.Markish[] } {
  const levels = [...new Set([1, ...densities])].sort((a, b) => b - a);
  const domain = [1, Math.min(0.5, levels[levels.length - 1])];
  const x: Plot.ScaleOptions = { type: 'log', domain, range: [marginLeft, width - marginRight] };
  const { apply } = Plot.scale({ x });
  const ticks = thin(levels, apply, TICK_WIDTH);
  return {
    x,
    marks: [
      Plot.axisX(ticks, {
        // Labels are strings, because Plot omits labels of a logarithmic axis that are formatted by a function.
        text: shortPercent,
        ...labelBelow('Weights left (logarithmic)'),
      }),
      Plot.tickX(levels, { stroke: COLORS.grid, strokeOpacity: 0.7 }),
    ],
  };
}
