// The options, units and results of pruning at initialization.

import type { Mask } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import type { SanityCheck } from '../controls/controls.ts';
import { type Unit, unitId } from '../experiment.ts';
import type { ExperimentOptions } from '../trial.ts';
import type { AtInitMethod, AtInitOptions } from './prune-at-init.ts';

/** The methods, sparsities and sanity checks to run. */
export interface AtInitExperimentOptions extends ExperimentOptions {
  readonly methods: readonly AtInitMethod[];
  /** Fractions to remove, each in (0, 1). */
  readonly sparsities: readonly number[];
  /** Sanity checks, each one more training per method and sparsity. */
  readonly checks: readonly SanityCheck[];
  /** Whether to train the dense network first. */
  readonly dense: boolean;
  /** How to prune, where it differs from the methods' papers. */
  readonly pruning?: Omit<AtInitOptions, 'random'>;
  /** Test errors that a paper reports, by sparsity; 0 is the dense network. */
  readonly published?: ReadonlyMap<number, number>;
}

/** One trained network, or one that no signal passes through and that is therefore not trained. */
export interface AtInitResult {
  /** How it was pruned; 'dense' if it was not. */
  readonly method: AtInitMethod | 'dense';
  /** The fraction to remove; 0 for the dense network. */
  readonly sparsity: number;
  /** The sanity check; null for the method's own mask on the weights it was found for. */
  readonly check: SanityCheck | null;
  /** The mask it is trained under. */
  readonly mask: Mask;
  /** Layers without a surviving weight: layer collapse. */
  readonly collapsed: readonly string[];
  /** Null after layer collapse. */
  readonly training: TrainingRecord | null;
}

/** One network of the plan. */
export type AtInitUnit = Unit & Pick<AtInitResult, 'method' | 'sparsity' | 'check'>;

/** 'dense', '95 %', '95 % shuffle', … */
export const labelOf = ({ sparsity, check }: Pick<AtInitUnit, 'sparsity' | 'check'>): string =>
  sparsity === 0
    ? 'dense'
    : `${Number((100 * sparsity).toPrecision(6))} %${check === null ? '' : ` ${check}`}`;

/** The units of one seed, each a training of so many iterations. */
export function unitsOf(
  { methods, sparsities, checks, dense }: AtInitExperimentOptions,
  seed: number,
  iterations: number,
): AtInitUnit[] {
  const unit = (
    named: Pick<AtInitUnit, 'method' | 'sparsity' | 'check'>,
    needs: readonly string[] = [],
  ): AtInitUnit => {
    const name = [named.method, named.sparsity, named.check].filter((part) => part !== null).join(' ');
    return { id: unitId(seed, name), arm: labelOf(named), seed, needs, iterations, ...named };
  };
  return [
    ...(dense ? [unit({ method: 'dense', sparsity: 0, check: null })] : []),
    ...methods.flatMap((method) =>
      sparsities.flatMap((sparsity) => {
        const own = unit({ method, sparsity, check: null });
        return [own, ...checks.map((check) => unit({ method, sparsity, check }, [own.id]))];
      }),
    ),
  ];
}
