import * as Plot from '@observablehq/plot';
import { densityAxis } from './density-axis.ts';
import { draw } from './draw.ts';
import { endLabels } from './end-labels.ts';
import { shortPercent } from './format.ts';
import type { LevelSummary, RunRecord } from './record.ts';
import { COLOURS, density, LAYER_COLOURS } from './series.ts';

const TICKS = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/**
 * What is left of each layer against what is left of the whole network, both logarithmic: where all layers compete, it
 * shows which ones give way. A standalone SVG of 800 × 450; draws whatever the record has so far.
 */
export function layersPlot(record: RunRecord): string {
  const levels = [...(record.dense ? [record.dense] : []), ...record.rounds];
  const names = Object.keys(levels.at(-1)?.layers ?? {});
  const known = levels
    .flatMap((level) => names.map((name) => left(level, name)))
    .filter((value) => value > 0);
  const lowest = Math.min(0.5, ...known) * 0.9;
  const labels = names.map((name, i) => {
    const value = left(levels[levels.length - 1], name);
    const text = `${shorten(name)} ${value > 0 ? shortPercent(value) : 'none left'}`;
    return { text, value: Math.max(value, lowest), colour: colour(i) };
  });
  const words = {
    title: 'What is left of each layer',
    subtitle: 'Layers above the grey line kept more than their share of the weights.',
    description: `At the last level: ${labels.map(({ text }) => text).join('; ') || 'nothing yet'}.`,
  };
  const x = densityAxis(levels.map(density));
  const whole = levels.map((level) => [density(level), density(level)]);
  const marks = [
    ...axis(lowest),
    ...x.marks,
    Plot.line(whole, { stroke: '#aaaaaa', strokeWidth: 3 }),
    ...names.map((name, i) => layer(levels, name, colour(i))),
    endLabels(labels),
    levels.length === 0 ? Plot.text(['No level has finished yet.'], { frameAnchor: 'middle' }) : null,
  ];
  return draw(words, { x: x.x, y: { type: 'log', domain: [lowest, 1.05] }, marks });
}

function axis(lowest: number): Plot.Markish[] {
  const ticks = TICKS.filter((tick) => tick >= lowest);
  return [
    Plot.gridY(ticks, { stroke: COLOURS.grid, strokeOpacity: 1 }),
    Plot.axisY(ticks, {
      text: shortPercent,
      tickSize: 0,
      label: 'Weights left in the layer (logarithmic)',
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 76,
    }),
  ];
}

function layer(levels: readonly LevelSummary[], name: string, colour: string): Plot.Markish[] {
  const points = levels.map((level) => [density(level), left(level, name)]).filter(([, y]) => y > 0);
  return [Plot.line(points, { stroke: colour, strokeWidth: 2 }), Plot.dot(points, { fill: colour, r: 3 })];
}

function left(level: LevelSummary, name: string): number {
  const { remaining, total } = level.layers[name] ?? { remaining: 0, total: 1 };
  return remaining / total;
}

const colour = (i: number): string => LAYER_COLOURS[i % LAYER_COLOURS.length];

const shorten = (name: string): string => (name.length > 18 ? `${name.slice(0, 17)}…` : name);
