import type { PlotData } from '../experiments/index.ts';
import { barrierPlot } from './barrier-plot.ts';
import { growthPlot } from './growth-plot.ts';
import { type Layout, WIDE } from './layout.ts';
import { learningPlot } from './learning-plot.ts';
import { sweepPlot } from './sweep-plot.ts';
import { valuesPlot } from './values-plot.ts';

/** Draws one plot of an experiment's summary. Returns a standalone SVG. */
export function summaryPlot(plot: PlotData, layout: Layout = WIDE): string {
  switch (plot.kind) {
    case 'learning':
      return learningPlot(plot.series, layout);
    case 'sweep':
      return sweepPlot(plot.sweep, layout);
    case 'growth':
      return growthPlot(plot.points, layout);
    case 'paths':
      return barrierPlot(plot.series, plot.title, layout);
    case 'figures':
      return valuesPlot(plot.table.rows, plot.table, layout);
  }
}
