import type { Arbitrary } from 'fast-check';
import {
  type CriterionName,
  Random,
  RewindStrategy,
  remainingCount,
  type Scope,
} from '../../pruning/index.ts';
import { fc } from '../fast-check.ts';
import type { PrunerOptions } from '../interfaces/pruner.ts';
import { named } from '../ours/layers.ts';

/** A network and the search that runs on it. */
export interface PrunerCase {
  /** The initial weights of each layer. Layers may be empty. */
  readonly initial: readonly Float32Array[];
  /** The values that training moves the weights towards. */
  readonly targets: Float32Array;
  /** Whether the network holds its mask itself. */
  readonly holdsMask: boolean;
  /** Number of iterations T of a complete training. */
  readonly iterations: number;
  readonly rewind: RewindCase;
  readonly search: Pick<PrunerOptions, 'targetSparsity' | 'pruningRounds' | 'criterion' | 'scope'>;
  /**
   * Number of surviving weights of all layers after each round, round(N·(1 − s)^(k/n)). Each is less than the one before.
   */
  readonly keep: readonly number[];
}

/** A rewind strategy and the rewinding that it stands for. */
interface RewindCase {
  readonly strategy: RewindStrategy;
  /** The iteration of the first training to which the weights are rewound; null if they keep their trained values. */
  readonly checkpoint: number | null;
  /**
   * First and last iteration of the training of a rewound network. The first training, of the dense network, runs from 0 to T.
   */
  readonly from: number;
  readonly to: number;
}

/** Returns all options of a search. */
export const optionsOf = (of: PrunerCase): PrunerOptions => ({
  ...of.search,
  rewindStrategy: of.rewind.strategy,
  random: new Random(1),
  reinitialize(round) {
    const { weights, biases } = redrawn(of, round);
    return { weights: layersOf(of, weights), others: new Map([['biases', biases]]) };
  },
});

/** Returns the weights and biases that `reinitialize` generates for a round. */
export const redrawn = ({ initial }: PrunerCase, round: number) => ({
  weights: Float32Array.from(
    initial.flatMap((layer) => [...layer]),
    (w) => round / 4 - w,
  ),
  biases: new Float32Array(initial.length).fill(round / 8),
});

/** Returns the layers of a case by name, as views of one array. */
export function layersOf({ initial }: PrunerCase, weights: Float32Array): Map<string, Float32Array> {
  let end = 0;
  return named(
    initial.map(({ length }) => {
      end += length;
      return weights.subarray(end - length, end);
    }),
  );
}

/** Returns the iterations of the training of round k = 1 … n. */
export function spanOf({ iterations, rewind }: PrunerCase, round: number): number[] {
  const [from, to] = round === 1 ? [0, iterations] : [rewind.from, rewind.to];
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Returns the number of weights in all layers. */
export const totalOf = ({ initial }: Pick<PrunerCase, 'initial'>): number =>
  initial.reduce((sum, { length }) => sum + length, 0);

/** Generates weights. Ties, zeros of both signs and subnormal numbers are frequent. */
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -130)),
  fc.integer({ min: -64, max: 64 }).map((n) => n / 16),
);
const array = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length, size: 'max' }).map((l) => Float32Array.from(l));

/**
 * Generates up to two layers of 0 … 4 weights and a last one of 8 … 12, so that every round of a search prunes at least one
 * weight.
 */
const layers = fc
  .tuple(fc.array(fc.nat({ max: 4 }), { maxLength: 2 }), fc.integer({ min: 8, max: 12 }))
  .chain(([sizes, last]) => fc.tuple(...[...sizes, last].map(array)));

/** Generates every rewind strategy for trainings of T iterations. The table in Renda et al. 2020, §2, lists them. */
function rewinds(T: number): Arbitrary<RewindCase> {
  const { init, reinitialize, early, late, weightsOnly, none } = RewindStrategy;
  const k = fc.nat({ max: T - 1 });
  const n = fc.integer({ min: 1, max: 3 });
  const fraction = fc.constantFrom(...[0.1, 0.3, 0.4, 0.6, 0.7].filter((f) => Math.round(f * T) < T));
  return fc.oneof(
    fc.constant({ strategy: init(), checkpoint: 0, from: 0, to: T }),
    fc.constant({ strategy: reinitialize(), checkpoint: 0, from: 0, to: T }),
    k.map((k) => ({ strategy: early({ iteration: k }), checkpoint: k, from: k, to: T })),
    k.map((k) => ({ strategy: late({ iteration: k }), checkpoint: null, from: k, to: T })),
    k.map((k) => ({ strategy: weightsOnly({ iteration: k }), checkpoint: k, from: T, to: 2 * T - k })),
    n.map((n) => ({ strategy: none({ fineTuneIterations: n }), checkpoint: null, from: T, to: T + n })),
    fraction.map((f) => {
      const k = Math.round(f * T);
      return { strategy: early({ fraction: f }), checkpoint: k, from: k, to: T };
    }),
    fraction.map((f) => ({
      strategy: late({ fraction: f }),
      checkpoint: null,
      from: Math.round(f * T),
      to: T,
    })),
  );
}

const casesOf = (minRounds: number, criteria: CriterionName[], scopes: Scope[]): Arbitrary<PrunerCase> =>
  fc
    .record({
      initial: layers,
      targets: fc.integer({ min: 1, max: 7 }).chain(array),
      holdsMask: fc.boolean(),
      training: fc
        .integer({ min: 1, max: 4 })
        .chain((iterations) =>
          fc.record({ iterations: fc.constant(iterations), rewind: rewinds(iterations) }),
        ),
      search: fc.record({
        targetSparsity: fc.constantFrom(0.5, 0.75),
        pruningRounds: fc.integer({ min: minRounds, max: 3 }),
        criterion: fc.constantFrom(...criteria),
        scope: fc.constantFrom(...scopes),
      }),
    })
    .map(({ training, ...of }) => {
      const { targetSparsity: s, pruningRounds: n } = of.search;
      const keep = Array.from({ length: n }, (_, k) => remainingCount(totalOf(of), s, n, k + 1));
      return { ...of, ...training, keep };
    });

/** Generates small networks with searches of 1 … 3 rounds by magnitude, with every rewind strategy. */
export const prunerCases: Arbitrary<PrunerCase> = casesOf(1, ['magnitude'], ['global']);

/**
 * Generates searches of 2 or 3 rounds with every rewind strategy and every criterion that needs no derivatives and scores each
 * weight on its own. The initial magnitudes differ and all targets are equal, so that no three weights of a layer have the same
 * score, because a pruner may reject scores that are all equal.
 */
export const criterionCases: Arbitrary<PrunerCase> = casesOf(
  2,
  ['magnitude', 'large_final', 'small_final', 'large_init', 'small_init', 'movement', 'random'],
  ['global', 'layerwise'],
).map((of) => ({
  ...of,
  initial: ranksOf(of.initial).map((layer) => layer.map((rank) => (rank % 2 === 0 ? rank : -rank) / 4)),
  targets: of.targets.slice(0, 1),
}));

/** Returns the rank of each weight among the weights of all layers, 1 … N. */
export function ranksOf(initial: readonly Float32Array[]): Float32Array[] {
  const order = initial
    .flatMap((layer, l) => Array.from(layer, (value, i) => ({ value, l, i })))
    .sort((a, b) => a.value - b.value);
  const ranks = initial.map(({ length }) => new Float32Array(length));
  for (const [rank, { l, i }] of order.entries()) ranks[l][i] = rank + 1;
  return ranks;
}
