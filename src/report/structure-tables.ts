// Structure against values, in tables: each layer of a ticket, and standard pruning beside the lottery ticket.

import {
  type Comparison,
  type DeadUnits,
  estimate,
  type LayerStructure,
  type MethodFacts,
  type SignAgreement,
} from '../experiments/index.ts';
import { fixed, percent, shortPercent, whole } from './format.ts';
import { tablePlot } from './table-plot.ts';

/** What is known of a ticket's structure; lists that are not known are empty. */
export interface TicketStructure {
  readonly layers: readonly LayerStructure[];
  readonly units: readonly DeadUnits[];
  readonly signs: readonly SignAgreement[];
}

/** Each layer of a ticket: weights left, dead outputs, signs kept. A standalone SVG. */
export function layersTable({ layers, units, signs }: TicketStructure): string {
  const column = (heading: string, share: number, text: (layer: LayerStructure) => string) => ({
    heading,
    share,
    texts: layers.map(text),
  });
  const dead = ({ layer }: LayerStructure): string => {
    const own = units.find(({ after }) => after === layer);
    return own ? `${whole(own.dead)} of ${whole(own.units)}` : '–';
  };
  const signsKept = ({ layer }: LayerStructure): string =>
    percent(signs.find((one) => one.layer === layer)?.agreement ?? Number.NaN, 1);
  const inputs = units.find(({ after }) => after === null);
  const collapsed = layers.filter(({ isCollapsed }) => isCollapsed).map(({ layer }) => layer);
  const words = {
    title: 'What is left of each layer',
    subtitle: `${collapsed.length > 0 ? `Collapsed: ${collapsed.join(', ')}` : 'No layer has collapsed'}.${inputs ? ` Of ${whole(inputs.units)} inputs, ${whole(inputs.dead)} have no weight left.` : ''}`,
    description:
      layers.map((one) => `${one.layer}: ${shortPercent(one.density)} left`).join('; ') ||
      'No layer is known yet.',
  };
  return tablePlot(words, [
    column('Layer', 3, ({ layer }) => layer),
    column('Weights left', 3, ({ remaining, total }) => `${whole(remaining)} of ${whole(total)}`),
    column('Density', 2, (layer) => (layer.isCollapsed ? 'collapsed' : shortPercent(layer.density))),
    column('Dead outputs', 2, dead),
    column('Signs kept', 2, signsKept),
  ]);
}

/** What one way was measured to do, its mask left out. */
type Facts = Omit<MethodFacts, 'mask'>;

/** A comparison without its masks, as a record keeps it. */
export interface ComparisonFigures {
  readonly methods: readonly Facts[];
  readonly overlap: Pick<Comparison['overlap'], 'overlap' | 'chance'>;
}

/** One aspect of the comparison, as text. */
export interface ComparisonRow {
  readonly aspect: string;
  readonly standard: string;
  readonly lottery: string;
}

/** What standard pruning and the lottery ticket were measured to do: means over the seeds, ± one deviation. */
export function comparisonRows(comparisons: readonly ComparisonFigures[]): ComparisonRow[] {
  const row = (aspect: string, text: (facts: readonly Facts[]) => string): ComparisonRow => ({
    aspect,
    standard: text(comparisons.map(({ methods }) => methods[0])),
    lottery: text(comparisons.map(({ methods }) => methods[1])),
  });
  const share = (aspect: string, figure: (facts: Facts) => number | null | undefined, decimals = 1) =>
    row(aspect, (facts) => spread(facts.map(figure), (value) => percent(value, decimals)));
  const count = (aspect: string, figure: (facts: Facts) => number) =>
    row(aspect, (facts) => spread(facts.map(figure), whole));
  return [
    count('When: updates before the mask is final', ({ updatesBefore }) => updatesBefore),
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
    count('Retraining: updates', ({ retraining }) => retraining),
    share('Goal: accuracy', ({ accuracy }) => accuracy, 2),
    share('Goal: accuracy of the dense network', ({ dense }) => dense, 2),
    share('Structure alone: new initial weights', ({ controls }) => controls.reinit, 2),
    share('Values alone: mask shuffled', ({ controls }) => controls.shuffle, 2),
  ];
}

/** The same as a picture, a standalone SVG. */
export function comparisonTable(comparisons: readonly ComparisonFigures[]): string {
  const rows = comparisonRows(comparisons);
  const shared = spread(
    comparisons.map(({ overlap }) => overlap.overlap),
    (value) => percent(value, 1),
  );
  const chance = spread(
    comparisons.map(({ overlap }) => overlap.chance),
    (value) => percent(value, 1),
  );
  const words = {
    title: 'Standard pruning and the lottery ticket, measured',
    subtitle: `Mean ± deviation of ${whole(comparisons.length)} ${comparisons.length === 1 ? 'seed' : 'seeds'}. Their masks share ${shared} of their weights (by chance ${chance}).`,
    description: rows
      .map(({ aspect, standard, lottery }) => `${aspect}: ${standard} against ${lottery}`)
      .join('; '),
  };
  return tablePlot(words, [
    { heading: 'Aspect', share: 5, texts: rows.map(({ aspect }) => aspect) },
    { heading: 'Standard pruning', share: 3, texts: rows.map(({ standard }) => standard) },
    { heading: 'Lottery ticket', share: 3, texts: rows.map(({ lottery }) => lottery) },
  ]);
}

/** "97.85 % ± 0.10 %"; one text where all are equal or there is one; a dash where none is known. */
function spread(values: readonly (number | null | undefined)[], text: (value: number) => string): string {
  const known = values.filter((value): value is number => Number.isFinite(value));
  if (known.length === 0) return text(Number.NaN);
  const { mean, deviation } = estimate(known);
  return deviation ? `${text(mean)} ± ${text(deviation)}` : text(mean);
}
