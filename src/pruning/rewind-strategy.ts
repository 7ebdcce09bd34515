// Rewind strategies: the values that surviving weights get after a round, and the position in the learning-rate schedule at
// which the next training starts. T is the number of iterations of a complete training.
//
//   strategy          weights after a round   from     then trains
//   init()            W₀                      0        0 … T
//   early({ … k })    W_k                     k        k … T
//   late({ … f })     kept, W_T               f·T      f·T … T
//   none()            kept, W_T               T        T … T + fineTune, at the schedule's last learning rate
//   weightsOnly({k})  W_k                     T        T … T + fineTune, T − k by default, at the last learning rate
//   reinitialize()    new random weights      0        0 … T
//
// Renda et al. 2020 call none() fine-tuning, early() weight rewinding, late() learning-rate rewinding and reinitialize()
// rewinding to random weights. weightsOnly() completes their grid, as a control.

import { fraction, integer } from '../check.ts';
import { ValueError } from '../errors.ts';

/** A point in training: an iteration, or a fraction of T in [0, 1), which is rounded to the nearest iteration (halves up). */
export type TrainingPoint = { readonly iteration: number } | { readonly fraction: number };

/** A rewind strategy as a value that can be printed, saved and compared. `RewindStrategy` makes such values. */
export type RewindStrategy =
  | { readonly kind: 'init' }
  | ({ readonly kind: 'early' } & TrainingPoint)
  | ({ readonly kind: 'late' } & TrainingPoint)
  | ({ readonly kind: 'weightsOnly' } & TrainingPoint & FineTuning)
  | { readonly kind: 'reinitialize' }
  | ({ readonly kind: 'none' } & FineTuning);

/** Number of iterations that are trained after T: by default T − k for `weightsOnly`, and T for `none`. */
export interface FineTuning {
  readonly fineTuneIterations?: number;
}

/**
 * Makes rewinding strategies. In a search, the optimizer's state is rewound to the same iteration as the weights. A ticket has no
 * optimizer state: `planRewind(ticket.rewind, iterations)` says from which position in the schedule to train it later.
 */
export const RewindStrategy = {
  /** Rewinds to the initial weights W₀. Frankle & Carbin 2019. */
  init: (): RewindStrategy => ({ kind: 'init' }),
  /** Rewinds to the weights W_k of an early iteration k. Frankle et al. 2019, "Stabilizing the Lottery Ticket Hypothesis". */
  early: (point: TrainingPoint): RewindStrategy => ({ kind: 'early', ...checkPoint(point) }),
  /** Learning-rate rewinding: keeps the trained weights, and rewinds only the learning-rate schedule. Renda et al. 2020. */
  late: (point: TrainingPoint): RewindStrategy => ({ kind: 'late', ...checkPoint(point) }),
  /** Rewinds to W_k, but trains at the last learning rate: a control that isolates the effect of the schedule. */
  weightsOnly: (point: TrainingPoint & FineTuning): RewindStrategy => ({
    kind: 'weightsOnly',
    ...checkPoint(point),
    ...checkFineTuning(point.fineTuneIterations),
  }),
  /** Draws new initial weights, to isolate the effect of the mask. It requires the option `reinitialize`. */
  reinitialize: (): RewindStrategy => ({ kind: 'reinitialize' }),
  /** Keeps the trained weights and fine-tunes them at the last learning rate: standard pruning. */
  none: ({ fineTuneIterations }: FineTuning = {}): RewindStrategy => ({
    kind: 'none',
    ...checkFineTuning(fineTuneIterations),
  }),
} as const;

/** The effect of a rewind strategy if a training has T iterations. */
export interface RewindPlan {
  /** Iteration of the first training to whose weights surviving weights are rewound; null if they keep their trained values. */
  readonly checkpoint: number | null;
  /** Position in the learning-rate schedule at which training starts after rewinding. */
  readonly from: number;
  /** Position at which that training ends. */
  readonly to: number;
  /** Whether surviving weights get new initial values instead. */
  readonly reinitializes?: true;
}

/**
 * Returns the effect of a rewind strategy if a training has T iterations.
 *
 * @throws {ValueError} if the rewind point is not before iteration T, or the strategy is invalid.
 *
 * @example
 * planRewind(RewindStrategy.init(), 1000); // → { checkpoint: 0, from: 0, to: 1000 }
 * planRewind(RewindStrategy.early({ fraction: 0.05 }), 1000); // → { checkpoint: 50, from: 50, to: 1000 }
 * planRewind(RewindStrategy.early({ iteration: 1000 }), 1000); // throws ValueError
 */
export function planRewind(strategy: RewindStrategy, iterations: number): RewindPlan {
  checkStrategy(strategy);
  integer('iterations', iterations, 1);
  if (strategy.kind === 'init') return { checkpoint: 0, from: 0, to: iterations };
  if (strategy.kind === 'reinitialize')
    return { checkpoint: 0, from: 0, to: iterations, reinitializes: true };
  if (strategy.kind === 'none') {
    const { fineTuneIterations = iterations } = strategy;
    return { checkpoint: null, from: iterations, to: iterations + fineTuneIterations };
  }
  const point = checkPoint(strategy);
  const from = 'iteration' in point ? point.iteration : Math.round(point.fraction * iterations);
  if (from >= iterations)
    throw new ValueError('rewindStrategy', `must be before the end of training, ${iterations}`, from);
  if (strategy.kind === 'weightsOnly') {
    const { fineTuneIterations = iterations - from } = strategy;
    return { checkpoint: from, from: iterations, to: iterations + fineTuneIterations };
  }
  return { checkpoint: strategy.kind === 'early' ? from : null, from, to: iterations };
}

/** Returns a copy of a strategy. @throws {ValueError} for a value that `RewindStrategy` cannot make, such as one read from a file. */
export function checkStrategy(value: unknown): RewindStrategy {
  const { kind, ...rest } = (value ?? {}) as Record<string, unknown>;
  if (typeof kind === 'string' && Object.hasOwn(RewindStrategy, kind)) {
    const strategy = RewindStrategy[kind as 'early'](rest as TrainingPoint);
    if (Object.keys(rest).every((key) => rest[key] === undefined || key in strategy)) return strategy;
  }
  throw new ValueError('rewindStrategy', 'must be a RewindStrategy', kind ?? value);
}

function checkFineTuning(fineTuneIterations: number | undefined): FineTuning {
  if (fineTuneIterations === undefined) return {};
  return { fineTuneIterations: integer('fineTuneIterations', fineTuneIterations, 1) };
}

function checkPoint(point: TrainingPoint): TrainingPoint {
  const { iteration, fraction: part } = (point ?? {}) as { iteration?: number; fraction?: number };
  if ((iteration === undefined) === (part === undefined))
    throw new ValueError('rewindStrategy', 'must say either an iteration or a fraction', point);
  return iteration === undefined
    ? { fraction: fraction('fraction', part as number) }
    : { iteration: integer('iteration', iteration, 0) };
}
