import { sameList, sameNumber } from '../expect.ts';
import type { PrunerImpl } from '../interfaces/pruner.ts';
import { type LawSet, law } from '../law.ts';
import { type PrunerCase, prunerCases, redrawn, spanOf } from '../stateful/cases.ts';
import type { NetworkState } from '../stateful/network.ts';
import { sameOptimizer, sameWeights, type WatchedRound, watch, where } from '../stateful/watch-search.ts';

const WEIGHTS = 'Frankle & Carbin 2019, §2, W₀; Frankle et al. 2019, §3, W_k';
const TABLE = 'Renda et al. 2020, §2: which weights, and which position in the learning-rate schedule';

/** Returns the network at the rewind point of round k + 1, as recorded by the trainer of the law. */
function rewindPoint(of: PrunerCase, rounds: readonly WatchedRound[], k: number): NetworkState {
  const { checkpoint, strategy } = of.rewind;
  if (checkpoint === null) return rounds[k].trained[0];
  const recorded = rounds[0].before[checkpoint];
  return strategy.kind === 'reinitialize' ? { ...recorded, ...redrawn(of, k + 1) } : recorded;
}

/** Checks the network after each round against the rewind point. */
async function eachRound(
  impl: PrunerImpl,
  of: PrunerCase,
  compare: (rewound: NetworkState, point: NetworkState, mask: readonly number[]) => void,
): Promise<void> {
  const rounds = await watch(impl, of);
  for (const [k, { rewound, maskAfter }] of rounds.entries())
    compare(rewound, rewindPoint(of, rounds, k), maskAfter);
}

/**
 * Checks that each round starts with the network that the previous round left, whatever updates are made in between.
 */
async function sameAgain(impl: PrunerImpl, of: PrunerCase, updatesBetween: number): Promise<void> {
  const rounds = await watch(impl, of, { updatesBetween });
  for (const [k, { rewound, maskAfter }] of rounds.slice(0, -1).entries()) {
    const again = rounds[k + 1].before[0];
    sameWeights('the second rewind', again, rewound);
    sameOptimizer('the second rewind', again, rewound, maskAfter);
  }
}

/** Laws of rewinding: what is restored, and that it is restored completely. */
export const rewindLaws: LawSet<PrunerImpl> = {
  name: 'rewind',
  about:
    'After a round, the surviving weights return to the rewind point, together with the biases and the optimizer.',
  why: 'What a ticket starts from decides whether it wins. A saved reference instead of a copy, or an optimizer that keeps its momentum, changes the result without an error.',
  methods: ['rounds'],
  asynchronous: true,
  laws: [
    law({
      name: 'surviving weights are rewound to the recorded weights',
      formula: 'mᵢ = 1 ⇒ wᵢ = (W_k)ᵢ, bit for bit; W_T where weights are kept as trained',
      source: WEIGHTS,
      given: [prunerCases],
      holds: (impl: PrunerImpl, of) =>
        eachRound(impl, of, ({ weights }, point, mask) => {
          sameList('surviving weights', where(weights, mask, 1), where(point.weights, mask, 1));
        }),
    }),
    law({
      name: 'pruned weights are +0 after a rewind',
      formula: 'mᵢ = 0 ⇒ wᵢ = +0',
      source: 'Frankle & Carbin 2019, §1: f(x; m ⊙ θ₀)',
      given: [prunerCases],
      holds: (impl: PrunerImpl, of) =>
        eachRound(impl, of, ({ weights }, _, mask) => {
          for (const w of where(weights, mask, 0)) sameNumber('a pruned weight', w, 0);
        }),
    }),
    law({
      name: 'biases are rewound with the weights',
      formula: 'b = b_k, bit for bit',
      source: WEIGHTS,
      given: [prunerCases],
      holds: (impl: PrunerImpl, of) =>
        eachRound(impl, of, ({ biases }, point) => {
          sameList('biases', biases, point.biases);
        }),
    }),
    law({
      name: 'a rewound optimizer equals the optimizer at the rewind point, learning rate included',
      formula: 'η = η_k, and mᵢ = 1 ⇒ uᵢ = (u_k)ᵢ: fresh for W₀, as it was at k for W_k, as it is for W_T',
      source: TABLE,
      given: [prunerCases],
      holds: (impl: PrunerImpl, of) =>
        eachRound(impl, of, (rewound, point, mask) => sameOptimizer('the optimizer', rewound, point, mask)),
    }),
    law({
      name: 'training continues at the schedule position of the rewind strategy',
      formula:
        'W₀: 0 … T;  W_k: k … T;  learning-rate rewinding: f·T … T;  fine-tuning, of W_T or of W_k: from T on',
      source: TABLE,
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        for (const { seen, iterations } of (await watch(impl, of)).slice(1))
          sameList(`iterations of round ${seen.round}`, iterations, spanOf(of, seen.round));
      },
    }),
    law({
      name: 'rewinding is idempotent',
      formula: 'rewind ∘ rewind = rewind: after round k and again before round k + 1',
      source: WEIGHTS,
      given: [prunerCases],
      holds: (impl: PrunerImpl, of) => sameAgain(impl, of, 0),
    }),
    law({
      name: 'training does not modify the recorded weights',
      formula: 'rewind ∘ train ∘ rewind = rewind, however the network is trained between two rounds',
      source: WEIGHTS,
      given: [prunerCases],
      holds: (impl: PrunerImpl, of) => sameAgain(impl, of, 3),
    }),
  ],
};
