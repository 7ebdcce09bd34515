// What `snip`, `grasp` and `synflow` found, in figures, curves and words.

import type { AtInitResult, SanityCheck } from '../../experiments/index.ts';
import type { FigureRow, LearningSeries } from '../../report/index.ts';
import { counted, percent, whole } from '../words.ts';
import { isLeNetOnMnist, type MethodConfig } from './method.ts';
import { caveat } from './method-table.ts';

/** What decides a run of one of the three. */
export type AtInitConfig = MethodConfig & {
  /** Fractions to remove, each a training. */
  readonly sparsity: readonly number[];
  /** Sanity checks beside each. */
  readonly controls: readonly SanityCheck[];
  /** Whether the dense network is trained as well. */
  readonly dense: boolean;
  /** Examples that the scores look at. */
  readonly examples: number;
  /** Weight decay λ. */
  readonly decay: number;
};

/** One network of one seed. */
export interface AtInitFigure {
  /** 'dense', '95 %', '95 % shuffle', … */
  readonly label: string;
  readonly sparsity: number;
  readonly check: SanityCheck | null;
  readonly remaining: number;
  /** Layers without a weight. */
  readonly collapsed: readonly string[];
  /** Weights left in each layer. */
  readonly layers: Readonly<Record<string, number>>;
  /** Test error at the end of training; null after layer collapse. */
  readonly error: number | null;
  /** Validation accuracy, evaluation by evaluation. */
  readonly curve: readonly (readonly [iteration: number, accuracy: number])[];
}

/** What a paper reports for LeNet-300-100 on MNIST, by fraction removed: test error. */
export type Published = ReadonlyMap<number, number>;

/** 'dense', '95 %', '95 % shuffle', … */
export const labelOf = (sparsity: number, check: SanityCheck | null): string =>
  sparsity === 0
    ? 'dense'
    : `${Number((100 * sparsity).toPrecision(6))} %${check === null ? '' : ` ${check}`}`;

/** What is kept of one network. */
export function figureOf({ sparsity, check, mask, collapsed, training }: AtInitResult): AtInitFigure {
  return {
    label: labelOf(sparsity, check),
    sparsity,
    check,
    remaining: mask.remaining,
    collapsed,
    layers: Object.fromEntries([...mask.counts()].map(([layer, { remaining }]) => [layer, remaining])),
    error: training && 1 - training.final.testAccuracy,
    curve: (training?.curve ?? []).map(({ iteration, validationAccuracy }) => [
      iteration,
      validationAccuracy,
    ]),
  };
}

/** A row a network, over all seeds; after layer collapse a seed has no figure. */
export function atInitRows(results: readonly AtInitFigure[][], published: Published): FigureRow[] {
  const labels = results[0]?.map(({ label, sparsity, check }) => ({ label, sparsity, check })) ?? [];
  return labels.map(({ label, sparsity, check }, i) => {
    const paper = check === null ? published.get(sparsity) : undefined;
    return {
      label: check === null && sparsity > 0 ? `${label} removed` : label,
      values: results.map((figures) => figures[i].error ?? Number.NaN),
      ...(paper !== undefined && { reference: { value: paper } }),
    };
  });
}

/** Every network's learning curves, a curve a seed. */
export const atInitCurves = (results: readonly AtInitFigure[][]): LearningSeries[] =>
  (results[0] ?? []).map(({ label }, i) => ({ label, curves: results.map((figures) => figures[i].curve) }));

/** A line for each network that collapsed: in how many seeds, and what was emptied in any of them. */
function collapseNotes(results: readonly AtInitFigure[][]): string[] {
  return (results[0] ?? []).flatMap(({ label }, i) => {
    const collapses = results.map((figures) => figures[i].collapsed).filter(({ length }) => length > 0);
    if (collapses.length === 0) return [];
    const layers = [...new Set(collapses.flat())].join(', ');
    return [
      `Layer collapse at ${label} in ${collapses.length} of ${counted(results.length, 'seed')}: nothing left of ${layers}. No signal passes, so it was not trained.`,
    ];
  });
}

/** How the protocol differs from the paper's, and which layers collapsed. */
export function atInitNotes(
  name: string,
  results: readonly AtInitFigure[][],
  config: AtInitConfig,
): string[] {
  const { iterations, batch, examples } = config;
  return [
    `${caveat(results.length)} Error at the end of training, ${whole(iterations)} updates of ${batch}; scores from ${name === 'synflow' ? 'no' : examples} examples.`,
    ...collapseNotes(results),
    ...(name === 'snip' && isLeNetOnMnist(config)
      ? ['The paper trains on all 60,000 for 250 epochs; here 5,000 are kept for validation.']
      : []),
  ];
}

/** The error, or why there is none. */
export const shownError = (error: number | null): string =>
  error === null ? 'collapsed' : percent(error, 2);
