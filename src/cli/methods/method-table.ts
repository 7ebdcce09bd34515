import Table from 'cli-table3';
import type { FigureRow, FiguresWords } from '../../experiments/index.ts';
import { figureText, withEnoughDecimals } from '../../report/index.ts';
import type { MethodFigure } from './record.ts';

/** The figures, one row each, beside what they are held against. */
export function figuresTable(figures: readonly MethodFigure[], asked: FiguresWords): string {
  const words = withEnoughDecimals(figures, asked);
  const isReferred = figures.some(({ reference }) => reference);
  const table = new Table({
    head: [words.axis, 'mean ± deviation', 'seeds', ...(isReferred ? [words.reference ?? 'paper'] : [])],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { label, estimate, reference } of figures) {
    table.push([
      label,
      estimate === null ? '–' : figureText(estimate.mean, estimate.deviation, words),
      estimate === null ? '0' : String(estimate.runs),
      ...(isReferred ? [referenceText(reference, words)] : []),
    ]);
  }
  return table.toString();
}

const referenceText = (reference: FigureRow['reference'], words: FiguresWords): string =>
  reference === undefined ? '' : figureText(reference.value, reference.deviation ?? null, words);

/** A text in lines of at most 80 columns; a figure stays with its unit. */
export function inLines(text: string): string {
  const lines = [''];
  for (const word of text.split(/ (?![%<>])/)) {
    const line = lines[lines.length - 1];
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length > 80) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join('\n');
}
