// Summarizes the comparison of standard pruning and the lottery ticket over several seeds: a table and notes.

import { estimate } from '../statistics/statistics.ts';
import { emptySummary, type FiguresWords, type PlotData, type Summary } from '../summary.ts';
import { counted, fixed, percent, seedsNote, whole } from '../text.ts';
import type { ComparisonFacts, MethodFacts } from './comparison-facts.ts';

const WORDS: FiguresWords = {
  title: 'Standard pruning and the lottery ticket',
  axis: 'Test accuracy',
  unit: 'fraction',
};

/** Summarizes the comparisons of all seeds. */
export function summarizeComparison(seeds: readonly ComparisonFacts[]): Summary {
  if (seeds.length === 0) return emptySummary(WORDS);
  const rows = seeds[0].methods.flatMap(({ method, controls }, i) => [
    { label: method, values: seeds.map(({ methods }) => methods[i].accuracy) },
    ...(Object.keys(controls) as (keyof typeof controls)[]).map((name) => ({
      label: `${method}, ${name}`,
      values: seeds.map(({ methods }) => methods[i].controls[name] ?? Number.NaN),
    })),
  ]);
  return {
    line: seeds[0].methods.map(({ method, accuracy }) => `${method} ${percent(accuracy, 2)}`).join('  '),
    table: { ...WORDS, rows },
    plots: [aspectsTable(seeds)],
    notes: [
      `${seedsNote(seeds.length)} Accuracy at early stop.`,
      ...aspects(seeds).map(
        ({ aspect, standard, lottery }) => `${aspect}: standard ${standard}, ticket ${lottery}`,
      ),
    ],
  };
}

/** Table of all measurements, with both arms side by side. */
function aspectsTable(seeds: readonly ComparisonFacts[]): PlotData {
  const rows = aspects(seeds);
  const share = (key: 'overlap' | 'chance') =>
    spread(
      seeds.map(({ overlap }) => overlap[key]),
      percent,
    );
  return {
    name: 'comparison',
    kind: 'columns',
    title: 'Standard pruning and the lottery ticket, measured',
    subtitle: `Mean ± standard deviation of ${counted(seeds.length, 'seed')}. Their masks share ${share('overlap')} of their weights (by chance ${share('chance')}).`,
    columns: [
      { heading: 'Aspect', share: 5, texts: rows.map(({ aspect }) => aspect) },
      { heading: 'Standard pruning', share: 3, texts: rows.map(({ standard }) => standard) },
      { heading: 'Lottery ticket', share: 3, texts: rows.map(({ lottery }) => lottery) },
    ],
  };
}

/** One aspect of the comparison, as text. */
interface ComparisonRow {
  readonly aspect: string;
  readonly standard: string;
  readonly lottery: string;
}

/** Measurements of both arms: mean ± standard deviation over the seeds. */
function aspects(comparisons: readonly ComparisonFacts[]): ComparisonRow[] {
  const row = (aspect: string, text: (facts: readonly MethodFacts[]) => string): ComparisonRow => ({
    aspect,
    standard: text(comparisons.map(({ methods }) => methods[0])),
    lottery: text(comparisons.map(({ methods }) => methods[1])),
  });
  const share = (aspect: string, figure: (facts: MethodFacts) => number | null | undefined, decimals = 1) =>
    row(aspect, (facts) => spread(facts.map(figure), (value) => percent(value, decimals)));
  const count = (aspect: string, figure: (facts: MethodFacts) => number) =>
    row(aspect, (facts) => spread(facts.map(figure), whole));
  return [
    count('When: iterations before the mask is final', ({ iterationsBefore }) => iterationsBefore),
    share('Weights: survivors at their trained value', ({ keptTrained }) => keptTrained),
    share('Weights: survivors at their initial value', ({ atInitial }) => atInitial),
    row('Weights: distance from W₀', (facts) =>
      spread(
        facts.map(({ distanceFromInitial }) => distanceFromInitial),
        (value) => fixed(value, 1),
      ),
    ),
    share('Weights: signs of W₀ kept in the end', ({ signsKept }) => signsKept),
    share('Retraining: accuracy before it', ({ accuracyAtStart }) => accuracyAtStart),
    count('Retraining: iterations', ({ retraining }) => retraining),
    share('Goal: accuracy', ({ accuracy }) => accuracy, 2),
    share('Goal: accuracy of the dense network', ({ dense }) => dense, 2),
    share('Structure alone: new initial weights', ({ controls }) => controls.reinit, 2),
    share('Values alone: shuffled mask', ({ controls }) => controls.shuffle, 2),
  ];
}

/** Formats values as "97.85 % ± 0.10 %": without the deviation if all are equal, and as a dash if none is known. */
function spread(values: readonly (number | null | undefined)[], text: (value: number) => string): string {
  const known = values.filter((value): value is number => Number.isFinite(value));
  if (known.length === 0) return text(Number.NaN);
  const { mean, deviation } = estimate(known);
  return deviation ? `${text(mean)} ± ${text(deviation)}` : text(mean);
}
