// Measurements of standard pruning and of the lottery ticket.

import type { Mask, Weights } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import type { Control } from '../controls/control-network.ts';
import type { MaskOverlap } from '../masks/overlap.ts';
import { signAgreement } from '../masks/structure.ts';
import { weightDistance } from '../stability/distance.ts';
import type { Level } from './level.ts';
import { foundBy } from './units.ts';

/** The two arms being compared. */
export type Method = 'standard pruning' | 'lottery ticket';

/** Measurements of one arm. Accuracies are fractions. */
export interface MethodFacts {
  readonly method: Method;
  /** Total number of iterations over all rounds before the mask was final. */
  readonly iterationsBefore: number;
  /**
   * Fraction of the surviving weights that start retraining with exactly their trained value; null if no weight survives.
   */
  readonly keptTrained: number | null;
  /**
   * Fraction of the surviving weights that start retraining with exactly their initial value W₀; null if no weight survives.
   */
  readonly atInitial: number | null;
  /** Distance of the surviving weights from their initial values when retraining starts, ‖start − W₀‖₂. */
  readonly distanceFromInitial: number;
  /** Fraction of the surviving weights that have the sign of W₀ at the end. */
  readonly signsKept: number | null;
  /** Validation accuracy of the pruned network before its first iteration of retraining. */
  readonly accuracyAtStart: number;
  /** Number of iterations of retraining. */
  readonly retraining: number;
  /** Test accuracy of the dense network at its early stop. */
  readonly dense: number;
  /** Test accuracy of the pruned network after retraining, at early stop. */
  readonly accuracy: number;
  /** Test accuracies of the arm's controls, which show whether the structure of the mask alone is enough. */
  readonly controls: Readonly<Partial<Record<Control['name'], number>>>;
}

/** Data of one seed that the summary needs. */
export interface ComparisonFacts {
  readonly methods: readonly MethodFacts[];
  readonly overlap: Pick<MaskOverlap, 'overlap' | 'chance'>;
}

/** Returns the facts without the mask, as they are stored in a record. */
export const withoutMask = ({ mask: _, ...facts }: MethodFacts & { readonly mask: Mask }): MethodFacts =>
  facts;

/** Measures one arm, given its levels and controls in the order of the plan. */
export function factsOf(
  method: Method,
  done: readonly (Level | Control)[],
): MethodFacts & { readonly mask: Mask } {
  const levels = done.filter((item) => item.kind === 'level');
  const last = levels[levels.length - 1];
  const before = levels[levels.length - 2];
  const { ticket, progress } = foundBy(before);
  const { mask } = last;
  const names = [...mask.layers.keys()];
  const weights = (state: Weights): Weights =>
    new Map(names.map((name) => [name, state.get(name) as Float32Array]));
  const controls = done.filter((item) => item.kind === 'control');
  return {
    method,
    mask,
    iterationsBefore: levels.slice(0, -1).reduce((sum, { training }) => sum + iterationsOf(training), 0),
    keptTrained: equal(mask, ticket.weights, before.trained),
    atInitial: equal(mask, ticket.weights, progress.initial),
    distanceFromInitial: weightDistance(ticket.weights, progress.initial, mask),
    signsKept: signsKept(mask, progress.initial, weights(last.trained)),
    accuracyAtStart: last.training.curve[0].validationAccuracy,
    retraining: iterationsOf(last.training),
    dense: levels[0].training.earlyStop.testAccuracy,
    accuracy: last.training.earlyStop.testAccuracy,
    controls: Object.fromEntries(
      controls.map(({ name, training }) => [name, training.earlyStop.testAccuracy]),
    ),
  };
}

const iterationsOf = ({ curve, final }: TrainingRecord): number => final.iteration - curve[0].iteration;

/** Returns the fraction of surviving weights that have equal values in both; null if no weight survives. */
function equal(mask: Mask, a: Weights, b: Weights): number | null {
  let same = 0;
  for (const [name, bits] of mask.layers) {
    const [x, y] = [a.get(name) as Float32Array, b.get(name) as Float32Array];
    for (let i = 0; i < bits.length; i++) if (bits[i] === 1 && x[i] === y[i]) same++;
  }
  return mask.remaining === 0 ? null : same / mask.remaining;
}

function signsKept(mask: Mask, initial: Weights, trained: Weights): number | null {
  const same = signAgreement(mask, initial, trained).reduce((sum, layer) => sum + layer.same, 0);
  return mask.remaining === 0 ? null : same / mask.remaining;
}
