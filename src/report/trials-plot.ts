import * as Plot from '@observablehq/plot';
import { meanOf } from '../experiments/statistics/statistics.ts';
import { COLORS } from './colors.ts';
import { densityAxis } from './density-axis.ts';
import { draw } from './draw.ts';
import { percents } from './format.ts';
import type { EndLabel } from './labels.ts';
import { type Layout, WIDE } from './layout.ts';
import { percentAxis } from './percent-axis.ts';
import { lastControls, type RunRecord } from './record.ts';
import { copiesNote, density, finishedSeries, type Series } from './series.ts';
import { finishedTrials, type TrialsRecord } from './trials.ts';

/** One network in several trials, with its accuracies at early stop. */
interface Group {
  readonly density: number;
  readonly values: readonly number[];
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Plots test accuracy at early stop against density over all finished trials: means as a line, each trial as a faint point, and
 * whiskers from the minimum to the maximum. Dense networks are a horizontal line and band; controls are drawn at the last level.
 * Returns a standalone SVG. After Frankle & Carbin 2019, Figure 3, whose error bars also show minimum and maximum.
 */
export function trialsPlot({ trials }: TrialsRecord, layout: Layout = WIDE): string {
  const records = finishedTrials(trials);
  const levels = levelGroups(records);
  const ends = endGroups(records);
  const groups = [...levels, ...ends.map(({ group }) => group)];
  const y = percentAxis(
    'Test accuracy',
    groups.flatMap(({ values }) => values),
    layout,
  );
  const x = densityAxis(
    groups.map((group) => group.density),
    layout,
  );
  const labels = labelsOf(ends);
  const count = records.length === 1 ? '1 trial' : `${records.length} trials`;
  return draw(
    {
      title: 'Test accuracy against the weights that are left',
      subtitle: `At early stop. Lines and symbols: means of ${count}. Whiskers and band: from least to most.${copiesNote(records.flatMap(lastControls), 'mean')}`,
      description: `Means of ${count}: ${labels.map(({ text }) => text).join('; ') || 'no trial has finished yet'}.`,
    },
    {
      x: x.x,
      y: y.y,
      labels,
      marks: [
        ...y.marks,
        ...x.marks,
        ...ends.flatMap((end, i) => marksOf(end, ends.length - i)),
        ...spreadMarks(levels, { color: COLORS.ticket }),
        Plot.line(levels, { x: 'density', y: 'mean', stroke: COLORS.ticket, strokeWidth: 2 }),
        Plot.dot(levels, { x: 'density', y: 'mean', r: 4, stroke: COLORS.ticket, fill: COLORS.ticket }),
        records.length === 0 && Plot.text(['No trial has finished yet.'], { frameAnchor: 'middle' }),
      ].map((mark) => mark || null),
    },
    layout,
  );
}

function labelsOf(ends: readonly End[]): EndLabel[] {
  const means = percents(ends.map(({ group }) => group.mean));
  return ends.map(({ key, label, group, look: { color, glyph } }, i) => ({
    ...{ text: `${label} ${means[i]}`, value: group.mean, color },
    ...(key !== 'dense' && { glyph }),
  }));
}

/**
 * Returns the marks of a network. Controls have the density of the ticket and are therefore drawn to the left of it, `place`
 * steps away.
 */
function marksOf({ key, group, look: { color, symbol } }: End, place: number): Plot.Markish[] {
  if (key === 'ticket') return [];
  if (key === 'dense')
    return [
      Plot.rect([group], { y1: 'least', y2: 'most', fill: color, fillOpacity: 0.12 }),
      Plot.ruleY([group.mean], { stroke: color }),
    ];
  const dx = -9 * place;
  const at = { x: 'density', y: 'mean', symbol, r: 5.5, dx };
  return [...spreadMarks([group], { color, dx }), Plot.dot([group], { ...at, stroke: color, fill: color })];
}

/** Returns the whiskers and the points of the trials. */
function spreadMarks(
  groups: readonly Group[],
  { color, dx = 0 }: { color: string; dx?: number },
): Plot.Markish[] {
  const points = groups.flatMap((group) =>
    group.values.map((accuracy) => ({ density: group.density, accuracy })),
  );
  return [
    Plot.ruleX(groups, { x: 'density', y1: 'least', y2: 'most', stroke: color, strokeOpacity: 0.6, dx }),
    Plot.dot(points, { x: 'density', y: 'accuracy', r: 2, fill: color, fillOpacity: 0.45, dx }),
  ];
}

/** A network at its last level, with its label. */
interface End extends Omit<Series, 'summaries'> {
  readonly group: Group;
}

function endGroups(records: readonly RunRecord[]): End[] {
  const series = records.map(finishedSeries);
  return (series[0] ?? []).map(({ key, label, look }) => ({
    ...{ key, label, look },
    group: groupOf(series.flatMap((all) => all.find((one) => one.key === key) ?? [])),
  }));
}

function levelGroups(records: readonly RunRecord[]): Group[] {
  const levels = records.map(({ dense, rounds }) => (dense === null ? rounds : [dense, ...rounds]));
  return (levels[0] ?? []).map((_, i) =>
    groupOf(levels.flatMap((all) => (all[i] ? [{ summaries: [all[i]] }] : []))),
  );
}

/** Returns the accuracies of one network in each trial; for several random reinitializations, their mean. */
function groupOf(trials: readonly Pick<Series, 'summaries'>[]): Group {
  const values = trials.map(({ summaries }) => meanOf(summaries.map(({ testAccuracy }) => testAccuracy)));
  return {
    density: density(trials[0].summaries[0]),
    values,
    mean: meanOf(values),
    least: Math.min(...values),
    most: Math.max(...values),
  };
}
