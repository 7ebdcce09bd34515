import * as Plot from '@observablehq/plot';
import { LAYOUT } from './draw.ts';
import { shortPercent } from './format.ts';
import { COLOURS } from './series.ts';
import { thin } from './ticks.ts';

/** Pixels that a tick's label needs. */
const TICK_WIDTH = 44;

/** The horizontal axis of density: logarithmic, everything left at the left, ticks at levels that were trained. */
export function densityAxis(densities: readonly number[]): { x: Plot.ScaleOptions; marks: Plot.Markish[] } {
  const levels = [...new Set([1, ...densities])].sort((a, b) => b - a);
  const domain = [1, Math.min(0.5, levels[levels.length - 1])];
  const x: Plot.ScaleOptions = {
    type: 'log',
    domain,
    range: [LAYOUT.marginLeft, LAYOUT.width - LAYOUT.marginRight],
  };
  const { apply } = Plot.scale({ x });
  const ticks = thin(levels, apply, TICK_WIDTH);
  return {
    x,
    marks: [
      Plot.axisX(ticks, {
        // As text, because a tick format would leave labels of a logarithmic axis out.
        text: shortPercent,
        label: 'Weights left (logarithmic)',
        labelAnchor: 'center',
        labelArrow: 'none',
        labelOffset: 44,
      }),
      Plot.tickX(levels, { stroke: COLOURS.grid, strokeOpacity: 0.7 }),
    ],
  };
}
