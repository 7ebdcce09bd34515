import * as Plot from '@observablehq/plot';
import { labelBeside } from './axis-label.ts';
import { COLORS } from './colors.ts';
import { percent } from './format.ts';
import type { Layout } from './layout.ts';
import { percentTicks } from './ticks.ts';

/**
 * Returns a vertical axis of fractions that are shown as percentages. Its domain is as narrow as the values allow, and within
 * [0, 1].
 */
export function percentAxis(
  label: string,
  values: readonly number[],
  layout: Layout,
): { y: Plot.ScaleOptions; domain: readonly [number, number]; marks: Plot.Markish[] } {
  const known = values.filter(Number.isFinite);
  const [least, most] = known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)];
  const pad = Math.max(0.0025, (most - least) * 0.08);
  const domain = [Math.max(0, least - pad), Math.min(1, most + pad)] as const;
  const ticks = percentTicks(...domain);
  return {
    y: { domain },
    domain,
    marks: [
      Plot.gridY(ticks.values, { stroke: COLORS.grid, strokeOpacity: 1 }),
      Plot.axisY(ticks.values, {
        tickFormat: (value: number) => percent(value, ticks.decimals),
        ...labelBeside(label, layout),
      }),
    ],
  };
}
