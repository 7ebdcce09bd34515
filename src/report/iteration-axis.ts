import * as Plot from '@observablehq/plot';
import { labelBelow } from './axis-label.ts';
import { whole } from './format.ts';
import type { Layout } from './layout.ts';

/** Returns the horizontal axis of a learning curve. */
export const iterationAxis = ({ isNarrow }: Layout): Plot.Markish =>
  Plot.axisX({
    ticks: isNarrow ? 4 : 6,
    tickFormat: (iteration: number) => (Number.isInteger(iteration) ? whole(iteration) : ''),
    ...labelBelow('Iteration'),
  });
