import type { AxisXOptions, AxisYOptions } from '@observablehq/plot';
import type { Layout } from './layout.ts';

/** The label of a horizontal axis: centered below its ticks. */
export const labelBelow = (label: string): AxisXOptions => ({
  label,
  labelAnchor: 'center',
  labelArrow: 'none',
  labelOffset: 44,
});

/** The label of a vertical axis: centered at the left edge of the picture. */
export const labelBeside = (label: string, { marginLeft }: Layout): AxisYOptions => ({
  tickSize: 0,
  label,
  labelAnchor: 'center',
  labelArrow: 'none',
  labelOffset: marginLeft - 8,
});
