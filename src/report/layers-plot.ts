import * as Plot from '@observablehq/plot';
import { labelBeside } from './axis-label.ts';
import { COLORS, lineStyles } from './colors.ts';
import { densityAxis } from './density-axis.ts';
import { draw } from './draw.ts';
import { shortPercent } from './format.ts';
import type { EndLabel } from './labels.ts';
import { type Layout, WIDE } from './layout.ts';
import type { LevelSummary, RunRecord } from './record.ts';
import { density } from './series.ts';

const TICKS = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];

/**
 * Plots the density of each layer against the density of the network, both logarithmic. If all layers compete, it shows which
 * layers lose more weights than others. Returns a standalone SVG of the results so far.
 */
export function layersPlot(record: RunRecord, layout: Layout = WIDE): string {
  const levels = [...(record.dense ? [record.dense] : []), ...record.rounds];
  const names = Object.keys(levels.at(-1)?.layers ?? {});
  const looks = lineStyles(names);
  const known = levels
    .flatMap((level) => names.map((name) => left(level, name)))
    .filter((value) => value > 0);
  const lowest = Math.min(0.5, ...known) * 0.9;
  const labels = names.map((name, i): EndLabel => {
    const value = left(levels[levels.length - 1], name);
    const text = `${shorten(name)} ${value > 0 ? shortPercent(value) : 'none left'}`;
    return { text, value: Math.max(value, lowest), color: looks[i].color };
  });
  const words = {
    title: 'What is left of each layer',
    subtitle: 'Layers above the grey line kept more than their share of the weights.',
    description: `At the last level: ${labels.map(({ text }) => text).join('; ') || 'nothing yet'}.`,
  };
  const x = densityAxis(levels.map(density), layout);
  const whole = levels.map((level) => [density(level), density(level)]);
  const marks = [
    ...axis(lowest, layout),
    ...x.marks,
    Plot.line(whole, { stroke: COLORS.reference, strokeWidth: 3 }),
    ...names.map((name, i) => layer(levels, name, looks[i].color)),
    levels.length === 0 ? Plot.text(['No level has finished yet.'], { frameAnchor: 'middle' }) : null,
  ];
  return draw(words, { x: x.x, y: { type: 'log', domain: [lowest, 1.05] }, labels, marks }, layout);
}

function axis(lowest: number, layout: Layout): Plot.Markish[] {
  const ticks = TICKS.filter((tick) => tick >= lowest);
  return [
    Plot.gridY(ticks, { stroke: COLORS.grid, strokeOpacity: 1 }),
    Plot.axisY(ticks, {
      text: shortPercent,
      ...labelBeside('Weights left in the layer (logarithmic)', layout),
    }),
  ];
}

function layer(levels: readonly LevelSummary[], name: string, color: string): Plot.Markish[] {
  const points = levels.map((level) => [density(level), left(level, name)]).filter(([, y]) => y > 0);
  return [Plot.line(points, { stroke: color, strokeWidth: 2 }), Plot.dot(points, { fill: color, r: 3 })];
}

function left(level: LevelSummary, name: string): number {
  const { remaining, total } = level.layers[name] ?? { remaining: 0, total: 1 };
  return remaining / total;
}

const shorten = (name: string): string => (name.length > 18 ? `${name.slice(0, 17)}…` : name);
