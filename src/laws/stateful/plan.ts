import type { Arbitrary } from 'fast-check';
import { planRewind, RewindStrategy, remainingCount } from '../../pruning/index.ts';
import { fc } from '../fast-check.ts';
import type { PrunerPlan } from '../interfaces/pruner.ts';

/** A network to start from and a plan for it. */
export interface PrunerCase {
  /** The weights before any training, by layer; layers may be empty. */
  readonly initial: readonly Float32Array[];
  /** What training pulls the weights towards. */
  readonly targets: Float32Array;
  /** What to do. */
  readonly plan: PrunerPlan;
}

/** Weights with ties, zeros of both signs and subnormals among them. */
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -130)),
  fc.integer({ min: -64, max: 64 }).map((n) => n / 16),
);
const array = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length, size: 'max' }).map((l) => Float32Array.from(l));

/** Up to two layers of 0 … 4 weights and a last one of 8 … 12, so that no round of the plans below is without work. */
const layers = fc
  .tuple(fc.array(fc.nat({ max: 4 }), { maxLength: 2 }), fc.integer({ min: 8, max: 12 }))
  .chain(([sizes, last]) => fc.tuple(...[...sizes, last].map(array)));

const strategies = (iterations: number): Arbitrary<RewindStrategy> =>
  fc.oneof(
    fc.constant(RewindStrategy.init()),
    fc.nat({ max: iterations - 1 }).map((iteration) => RewindStrategy.early({ iteration })),
    fc.nat({ max: iterations - 1 }).map((iteration) => RewindStrategy.late({ iteration })),
    fc.nat({ max: iterations - 1 }).map((iteration) => RewindStrategy.weightsOnly({ iteration })),
    fc.integer({ min: 1, max: 3 }).map((fineTuneIterations) => RewindStrategy.none({ fineTuneIterations })),
  );

/** Small networks and plans of 1 … 3 rounds, with every rewinding strategy. */
export const prunerCases: Arbitrary<PrunerCase> = fc
  .record({
    initial: layers,
    targets: fc.integer({ min: 1, max: 7 }).chain(array),
    rounds: fc.integer({ min: 1, max: 3 }),
    targetSparsity: fc.constantFrom(0.5, 0.75),
    training: fc
      .integer({ min: 1, max: 4 })
      .chain((iterations) =>
        fc.record({ iterations: fc.constant(iterations), rewind: strategies(iterations) }),
      ),
  })
  .map(({ initial, targets, rounds, targetSparsity, training: { iterations, rewind } }) => {
    const total = initial.reduce((sum, layer) => sum + layer.length, 0);
    const keep = Array.from({ length: rounds }, (_, k) =>
      remainingCount(total, targetSparsity, rounds, k + 1),
    );
    const plan = { rounds, targetSparsity, keep, iterations, rewind, ...planRewind(rewind, iterations) };
    return { initial, targets, plan };
  });
