// Standard pruning beside the lottery ticket: the same network, schedule and data, and one difference, where survivors go
// back to after a round. What the two are said to differ in (when, weights, retraining, goal) is measured.

import { ValueError } from '../../errors.ts';
import { type Mask, RewindStrategy, type Weights } from '../../pruning/index.ts';
import type { TrainingRecord } from '../../training/index.ts';
import { type MaskOverlap, maskOverlap } from '../masks/overlap.ts';
import { signAgreement } from '../masks/structure.ts';
import { weightDistance } from '../stability/distance.ts';
import { type Control, type ExperimentSetup, type Found, type Level, runExperiment } from './imp.ts';

/** The two ways. */
export type Method = 'standard pruning' | 'lottery ticket';

/** What one way was measured to do. Accuracies are fractions. */
export interface MethodFacts {
  readonly method: Method;
  /** The final mask. */
  readonly mask: Mask;
  /** When: updates made before the mask was final, all rounds together. */
  readonly updatesBefore: number;
  /** Weights: fraction of survivors whose retraining starts at exactly the value they were trained to. */
  readonly keptTrained: number | null;
  /** Weights: fraction of survivors whose retraining starts at exactly their initial value W₀. */
  readonly atInitial: number | null;
  /** Weights: ‖start − W₀‖₂ over survivors. */
  readonly distanceFromInitial: number;
  /** Fraction of survivors that end with the sign they had at W₀. */
  readonly signsKept: number | null;
  /** Retraining: validation accuracy of the pruned network before its first update. */
  readonly accuracyAtStart: number;
  /** Retraining: updates. */
  readonly retraining: number;
  /** Goal: test accuracy of the dense network, at its early stop. */
  readonly dense: number;
  /** Goal: test accuracy of the pruned network after retraining, at early stop. */
  readonly accuracy: number;
  /** Goal: the same of its controls, trained from the start: whether structure alone is enough. */
  readonly controls: Readonly<Partial<Record<Control['name'], number>>>;
}

/** The two side by side. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly methods: readonly [standard: MethodFacts, lottery: MethodFacts];
  /** What their masks share. */
  readonly overlap: MaskOverlap;
}

/** One training of one of the two. */
export type ComparisonStep = (Level | Control) & { readonly method: Method };

/**
 * Runs both ways, a finished training at a time, then says what they come to. The ticket rewinds as `search.rewind` says
 * (to W₀ by default), standard pruning never does. Throws a ValueError for a ticket that does not rewind; ends early by
 * `signal`, by throwing its reason.
 */
export async function* runComparison(
  setup: ExperimentSetup,
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<ComparisonStep | Comparison, void, void> {
  const { rewind = RewindStrategy.init() } = setup.search;
  if (rewind.kind === 'none') throw new ValueError('rewind', 'must rewind the lottery ticket', rewind.kind);
  const facts: MethodFacts[] = [];
  for (const [method, strategy] of [
    ['standard pruning', RewindStrategy.none()],
    ['lottery ticket', rewind],
  ] as const) {
    const done: (Level | Control)[] = [];
    const experiment = { ...setup, search: { ...setup.search, rewind: strategy } };
    for await (const item of runExperiment(experiment, options)) {
      done.push(item);
      yield { ...item, method };
    }
    facts.push(factsOf(method, done));
  }
  const [standard, lottery] = facts;
  yield {
    kind: 'comparison',
    methods: [standard, lottery],
    overlap: maskOverlap(standard.mask, lottery.mask),
  };
}

function factsOf(method: Method, done: readonly (Level | Control)[]): MethodFacts {
  const levels = done.filter((item) => item.kind === 'level');
  const last = levels[levels.length - 1];
  const before = levels[levels.length - 2];
  const { ticket, progress } = before.found as Found;
  const { mask } = last;
  const names = [...mask.layers.keys()];
  const weights = (state: Weights): Weights =>
    new Map(names.map((name) => [name, state.get(name) as Float32Array]));
  const controls = done.filter((item) => item.kind === 'control');
  return {
    method,
    mask,
    updatesBefore: levels.slice(0, -1).reduce((sum, { training }) => sum + updates(training), 0),
    keptTrained: equal(mask, ticket.weights, before.trained),
    atInitial: equal(mask, ticket.weights, progress.initial),
    distanceFromInitial: weightDistance(ticket.weights, progress.initial, mask),
    signsKept: signsKept(mask, progress.initial, weights(last.trained)),
    accuracyAtStart: last.training.curve[0].validationAccuracy,
    retraining: updates(last.training),
    dense: levels[0].training.earlyStop.testAccuracy,
    accuracy: last.training.earlyStop.testAccuracy,
    controls: Object.fromEntries(
      controls.map(({ name, training }) => [name, training.earlyStop.testAccuracy]),
    ),
  };
}

const updates = ({ curve, final }: TrainingRecord): number => final.iteration - curve[0].iteration;

/** Fraction of survivors with equal numbers in both; null where nothing survives. */
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
