import * as Plot from '@observablehq/plot';
import { whole } from './format.ts';

/** The horizontal axis of a learning curve. */
export const iterationAxis = (): Plot.Markish =>
  Plot.axisX({
    ticks: 6,
    tickFormat: (iteration: number) => (Number.isInteger(iteration) ? whole(iteration) : ''),
    label: 'Iteration',
    labelAnchor: 'center',
    labelArrow: 'none',
    labelOffset: 44,
  });
