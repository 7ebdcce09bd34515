import type { RenderFunction } from '@observablehq/plot';
import { element } from './draw.ts';
import { spread } from './spread.ts';

/** A label in the right margin and the value it belongs to. */
export interface EndLabel {
  readonly text: string;
  /** On the vertical axis. */
  readonly value: number;
  readonly colour: string;
}

/** Pixels from one label's middle to the next. */
const GAP = 18;

/** A mark: the labels in the right margin, moved apart so that none covers another, each tied to its value by a line. */
export const endLabels =
  (labels: readonly EndLabel[]): RenderFunction =>
  (_index, { y }, _values, { width, height, marginRight, marginTop, marginBottom }, { document }) => {
    const group = element(document, 'g', { 'aria-label': 'labels', 'text-anchor': 'start' });
    const start = width - marginRight;
    const wishes = labels.map(({ value }) => y?.(value) as number);
    const places = spread(wishes, GAP, [marginTop, height - marginBottom]);
    labels.forEach(({ text, colour }, i) => {
      const [from, to] = [wishes[i].toFixed(1), places[i].toFixed(1)];
      const d = `M${start + 8},${from}h4L${start + 26},${to}h4`;
      group.append(
        element(document, 'path', { d, fill: 'none', stroke: colour, 'stroke-opacity': 0.6 }),
        element(document, 'text', { x: start + 34, y: to, dy: '0.35em', fill: colour }, text),
      );
    });
    return group;
  };
