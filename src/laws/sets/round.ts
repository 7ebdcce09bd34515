import { remainingCount } from '../../pruning/index.ts';
import { claim, sameList, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { PrunerImpl } from '../interfaces/pruner.ts';
import { type LawSet, law } from '../law.ts';
import { type PrunerCase, prunerCases, ranksOf, spanOf, totalOf } from '../stateful/cases.ts';
import { networkOf, type Update } from '../stateful/network.ts';
import { keepLargest } from '../stateful/reference-search.ts';
import { kept, sameWeights, watch, weightsAndBiases, where } from '../stateful/watch-search.ts';

const ROUND = 'Frankle & Carbin 2019, §2: train, prune, reset, repeat';

/** Returns the case with a single round that prunes to the same target. */
const oneShot = (of: PrunerCase): PrunerCase => ({
  ...of,
  search: { ...of.search, pruningRounds: 1 },
  keep: of.keep.slice(-1),
});

/** Returns the case with the ranks 1 … N of the weights as their values. */
const distinct = (of: PrunerCase): PrunerCase => ({ ...of, initial: ranksOf(of.initial) });

/** Returns the case with ranks as weights and a single round. */
const ranked = (of: PrunerCase): PrunerCase => oneShot(distinct(of));

const idle: Update = () => {};

/** Returns a search in layers of more than 65,536 weights. */
function largeCase(holdsMask: boolean): PrunerCase {
  const initial = [300, 70_001, 70_001].map((length, l) =>
    Float32Array.from({ length }, (_, i) => (1 + (((i + l) * 7919) % 70_003)) / (i % 2 === 0 ? 64 : -64)),
  );
  const search = { targetSparsity: 0.75, pruningRounds: 2, criterion: 'magnitude', scope: 'global' } as const;
  const total = totalOf({ initial });
  return {
    ...{ initial, holdsMask, search },
    targets: Float32Array.from({ length: 4999 }, (_, i) => (i % 17) - 8),
    iterations: 1,
    rewind: { strategy: { kind: 'init' }, checkpoint: 0, from: 0, to: 1 },
    keep: [1, 2].map((k) => remainingCount(total, search.targetSparsity, search.pruningRounds, k)),
  };
}

/** Returns the case with rewinding to the initial weights if it would reinitialize them. */
const withoutRedrawing = (of: PrunerCase): PrunerCase => ({
  ...of,
  rewind:
    of.rewind.strategy.kind === 'reinitialize' ? { ...of.rewind, strategy: { kind: 'init' } } : of.rewind,
});

/** Laws of rounds: which weights survive, and when a round trains. */
export const roundLaws: LawSet<PrunerImpl> = {
  name: 'round',
  about: 'A round trains the surviving weights, prunes those of smallest magnitude, and rewinds the others.',
  why: 'The order of training, pruning and rewinding is the algorithm itself. Published implementations prune untrained weights, revive pruned ones, or skip rounds.',
  methods: ['rounds'],
  asynchronous: true,
  laws: [
    law({
      source: ROUND,
      name: 'masks are monotone: a pruned weight never returns',
      formula: 'mₖ ⊆ mₖ₋₁',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        for (const { seen, maskBefore, maskAfter } of await watch(impl, of))
          for (const pruned of where(maskAfter, maskBefore, 0))
            claim(pruned === 0, () => `a weight pruned before round ${seen.round}: must stay pruned`);
      },
    }),
    law({
      source: ROUND,
      name: 'the sparsity after each round is that of the schedule',
      formula: 'Σmₖ = round(N·(1 − s)^(k/n)) for k = 1 … n',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const counts = (await watch(impl, of)).map(({ maskAfter }) => kept(maskAfter));
        sameList('surviving weights after each round', counts, of.keep);
      },
    }),
    law({
      source: ROUND,
      name: 'a round trains once before it prunes',
      formula: 'round k calls `train` once, under mₖ₋₁, and the first training goes from 0 to T',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const rounds = await watch(impl, of);
        sameList('iterations of the first training', rounds[0].iterations, spanOf(of, 1));
        for (const { seen, masks, maskBefore } of rounds)
          sameList(`masks of the trainings of round ${seen.round}`, masks.flat(), maskBefore);
      },
    }),
    law({
      source: ROUND,
      name: 'the weights of largest magnitude after training survive',
      formula: 'mₖ = the Σmₖ largest |w_T| where mₖ₋₁ = 1, the earlier ones among ties',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        for (const [k, { maskBefore, trained, maskAfter }] of (await watch(impl, of)).entries()) {
          const expected = keepLargest(maskBefore, trained[0].weights, of.keep[k]);
          sameList(`mask ${k + 1}`, maskAfter, expected);
        }
      },
    }),
    law({
      source: ROUND,
      name: 'pruned weights are +0 at every update',
      formula: 'mᵢ = 0 ⇒ wᵢ = +0 before each update and when training ends',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        for (const { before, trained, maskBefore } of await watch(impl, of))
          for (const { weights } of [...before, ...trained])
            for (const w of where(weights, maskBefore, 0)) sameNumber('a pruned weight', w, 0);
      },
    }),
    law({
      source: 'IEEE 754: 0 · NaN = NaN, so that a product with the mask does not prune',
      name: 'pruned weights are +0 even if an update makes them NaN or infinite',
      formula: 'mᵢ = 0 and wᵢ ∈ {NaN, ±∞} ⇒ wᵢ = +0 before the next update and when training ends',
      given: [prunerCases.map(distinct), fc.constantFrom(Number.NaN, Infinity, -Infinity)],
      holds: async (impl: PrunerImpl, of, value) => {
        // The update leaves surviving weights unchanged. None of them is 0.
        const spoil: Update = ({ weights }) => weights.set(weights.map((w) => (w === 0 ? value : w)));
        for (const { before, trained, maskBefore } of await watch(impl, of, {
          network: networkOf(of, spoil),
        }))
          for (const { weights } of [...before, ...trained])
            for (const w of where(weights, maskBefore, 0)) sameNumber('a pruned weight', w, 0);
      },
    }),
    law({
      name: 'a round reports the weights at the end of its training',
      formula: 'trainedₖ = (w_T, b_T), also after the rewind',
      source: 'this package’s contract: `Round.trained`',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        for (const { seen, trained } of await watch(impl, of))
          sameWeights(`trained in round ${seen.round}`, weightsAndBiases(seen.trained), trained[0]);
      },
    }),
    law({
      name: 'without training, iterative pruning equals one-shot pruning',
      formula: 'θ_T = θ₀ ⇒ mₙ = the mask of one round that keeps as many weights',
      source:
        'the order of weights that never change is the same in every round; Frankle & Carbin 2019, §2: one-shot and iterative pruning',
      given: [prunerCases.map(withoutRedrawing)],
      holds: async (impl: PrunerImpl, of) => {
        const rounds = await watch(impl, of, { network: networkOf(of, idle) });
        const [shot] = await watch(impl, oneShot(of), { network: networkOf(of, idle) });
        sameList('mask n', rounds[rounds.length - 1].maskAfter, shot.maskAfter);
      },
    }),
    law({
      name: 'pruning depends on the trained weights, not on the initial ones',
      formula: '|w_T| = N + 1 − |w₀| ⇒ m keeps the smallest |w₀|',
      source: 'Frankle & Carbin 2019, §2: pruned by the magnitudes after training, not before',
      given: [prunerCases.map(ranked)],
      holds: async (impl: PrunerImpl, of) => {
        const reverse: Update = ({ weights }, iteration) => {
          if (iteration === 0) weights.set(weights.map((w) => totalOf(of) + 1 - w));
        };
        const [{ maskAfter }] = await watch(impl, of, { network: networkOf(of, reverse) });
        const smallest = of.initial.flatMap((layer) => Array.from(layer, (w) => (w <= of.keep[0] ? 1 : 0)));
        sameList('the mask', maskAfter, smallest);
      },
    }),
    law({
      name: 'a search is deterministic',
      formula: 'equal networks and options ⇒ equal masks, round by round',
      source: 'this package’s contract: one seed, one ticket',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const masks = async () => (await watch(impl, of)).flatMap(({ maskAfter }) => maskAfter);
        sameList('masks of the second search', await masks(), await masks());
      },
    }),
    law({
      source: ROUND,
      name: 'layers of more than 65,536 weights are trained, pruned and rewound completely',
      formula: 'mₖ = the Σmₖ largest |w_T|, and W = m ⊙ W₀, for layers of 300, 70,001 and 70,001 weights',
      runs: 1,
      given: [fc.record({ holdsMask: fc.boolean() })],
      holds: async (impl: PrunerImpl, { holdsMask }) => {
        const of = largeCase(holdsMask);
        const initial = of.initial.flatMap((layer) => [...layer]);
        for (const [k, { maskBefore, trained, maskAfter, rewound }] of (await watch(impl, of)).entries()) {
          sameList(`mask ${k + 1}`, maskAfter, keepLargest(maskBefore, trained[0].weights, of.keep[k]));
          const expected = initial.map((w, i) => (maskAfter[i] === 1 ? w : 0));
          sameList('rewound weights', rewound.weights, expected);
        }
      },
    }),
  ],
};
