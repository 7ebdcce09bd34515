import type { AxisXOptions, AxisYOptions } from '@observablehq/plot';
import type { Layout } from './layout.ts';

/** Returns the options of a horizontal axis whose label is centered below its ticks. */
export const labelBelow = (label: string): AxisXOptions => ({
  label,
  labelAnchor: 'center',
  labelArrow: 'none',
  labelOffset: 44,
});

/** Returns the options of a vertical axis whose label is centered at the left edge of the plot. */
export const labelBeside = (label: string, { marginLeft }: Layout): AxisYOptions => ({
  tickSize: 0,
  label,
  labelAnchor: 'center',
  labelArrow: 'none',
  labelOffset: marginLeft - 8,
});
