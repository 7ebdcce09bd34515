// Options, units and results of the experiment on pruning at initialization.

import type { Mask } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import type { SanityCheck } from '../controls/controls.ts';
import { type Unit, unitId } from '../experiment.ts';
import type { ExperimentOptions } from '../trial.ts';
import type { AtInitMethod, AtInitOptions } from './prune-at-init.ts';

/** The methods, sparsities and sanity checks to run. */
export interface AtInitExperimentOptions extends ExperimentOptions {
  readonly methods: readonly AtInitMethod[];
  /** Sparsities to prune to, each in (0, 1). */
  readonly sparsities: readonly number[];
  /** Sanity checks. Each adds one training per method and sparsity. */
  readonly checks: readonly SanityCheck[];
  /** Whether to train the dense network first. */
  readonly dense: boolean;
  /** Options of pruning that replace the defaults of the methods' papers. */
  readonly pruning?: Omit<AtInitOptions, 'random'>;
  /** Test errors that a paper reports, keyed by sparsity; 0 stands for the dense network. */
  readonly published?: ReadonlyMap<number, number>;
}

/** A trained network, or a network that is not trained because of layer collapse. */
export interface AtInitResult {
  /** The pruning method; 'dense' for the dense network. */
  readonly method: AtInitMethod | 'dense';
  /** Fraction of the weights to prune; 0 for the dense network. */
  readonly sparsity: number;
  /** The sanity check; null if the network has the method's own mask and the weights for which the mask was chosen. */
  readonly check: SanityCheck | null;
  /** The mask under which the network is trained. */
  readonly mask: Mask;
  /** Names of the layers without surviving weights (layer collapse). */
  readonly collapsed: readonly string[];
  /** The record of the training; null after layer collapse. */
  readonly training: TrainingRecord | null;
}

/** A unit of the plan: the training of one network. */
export type AtInitUnit = Unit & Pick<AtInitResult, 'method' | 'sparsity' | 'check'>;

/** Returns the label of a network, such as 'dense', '95 %' or '95 % shuffle'. */
export const labelOf = ({ sparsity, check }: Pick<AtInitUnit, 'sparsity' | 'check'>): string =>
  sparsity === 0
    ? 'dense'
    : `${Number((100 * sparsity).toPrecision(6))} %${check === null ? '' : ` ${check}`}`;

/** Returns the units of one seed. Each is a training of the given number of iterations. */
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
