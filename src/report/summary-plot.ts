import type { PlotData } from '../experiments/index.ts';
import { barrierPlot } from './barrier-plot.ts';
import { figuresPlot } from './figures-plot.ts';
import { growthPlot } from './growth-plot.ts';
import { learningPlot } from './learning-plot.ts';
import { sweepPlot } from './sweep-plot.ts';
import { tablePlot } from './table-plot.ts';

/** Draws one plot of an experiment's summary. Returns a standalone SVG. */
export function summaryPlot(plot: PlotData): string {
  switch (plot.kind) {
    case 'learning':
      return learningPlot(plot.series);
    case 'sweep':
      return sweepPlot(plot.sweep);
    case 'growth':
      return growthPlot(plot.points);
    case 'paths':
      return barrierPlot(plot.series, plot.title);
    case 'figures':
      return figuresPlot(plot.table.rows, plot.table);
    case 'columns':
      return tablePlot({ ...plot, description: rowsAsText(plot) }, plot.columns);
  }
}

/** The rows of a table of texts: "aspect: one against other; …". */
function rowsAsText({ columns: [first, ...others] }: Extract<PlotData, { kind: 'columns' }>): string {
  return first.texts
    .map((text, row) => `${text}: ${others.map(({ texts }) => texts[row]).join(' against ')}`)
    .join('; ');
}
