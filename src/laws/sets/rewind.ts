import { sameList, sameNumber } from '../expect.ts';
import type { NetworkState, PrunerImpl, PrunerPlan } from '../interfaces/pruner.ts';
import { type LawSet, law } from '../law.ts';
import { copyState } from '../stateful/network.ts';
import { prunerCases } from '../stateful/plan.ts';
import { type SeenSearch, watch, where } from '../stateful/watch.ts';

const WEIGHTS = 'Frankle & Carbin 2019, §2, W₀; Frankle et al. 2019, §3, W_k';
const TABLE = 'Renda et al. 2020, §2: which weights, and which learning-rate clock';

/** What was there at the point to go back to: as the first training passed it, or as round k left it. */
function recorded({ plan, rounds }: SeenSearch, k: number): NetworkState {
  return plan.checkpoint === null ? rounds[k].trained : rounds[0].begun[plan.checkpoint];
}

/** Looks at the network after each round's rewind, beside what was recorded. */
function eachRound(
  search: SeenSearch,
  look: (rewound: NetworkState, recorded: NetworkState, masks: readonly number[][]) => void,
): void {
  search.rounds.forEach(({ rewound, after }, k) => {
    look(rewound, recorded(search, k), after);
  });
}

/** Where a strategy's next training starts and ends, on the learning-rate clock of T iterations. */
function clocksOf({ rewind, iterations: T }: PrunerPlan): [from: number, to: number] {
  if (rewind.kind === 'init' || rewind.kind === 'reinitialize') return [0, T];
  if (rewind.kind === 'none') return [T, T + (rewind.fineTuneIterations ?? T)];
  const k = 'iteration' in rewind ? rewind.iteration : Math.round(rewind.fraction * T);
  return rewind.kind === 'weightsOnly' ? [T, T + (rewind.fineTuneIterations ?? T - k)] : [k, T];
}

/** Laws of rewinding: what comes back, and that it comes back whole. */
export const rewindLaws: LawSet<PrunerImpl> = {
  name: 'rewind',
  about:
    'After a round the survivors go back to where they were at the checkpoint, and everything with them.',
  why: 'What a ticket starts from decides whether it wins. A saved reference instead of a copy, or an optimizer that keeps its momentum, changes the result without an error.',
  methods: ['start'],
  asynchronous: true,
  laws: [
    law({
      name: 'surviving weights are rewound to the recorded weights',
      formula: 'mᵢ = 1 ⇒ wᵢ = (W_k)ᵢ, bit for bit; W_T where weights are kept as trained',
      source: WEIGHTS,
      exactness: 'exact',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) =>
        eachRound(await watch(impl, of), (rewound, { weights }, masks) => {
          sameList('survivors', where(rewound.weights, masks, 1), where(weights, masks, 1));
        }),
    }),
    law({
      name: 'pruned weights are +0 after a rewind',
      formula: 'mᵢ = 0 ⇒ wᵢ = +0',
      source: 'Frankle & Carbin 2019, §1: f(x; m ⊙ θ₀)',
      exactness: 'exact',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) =>
        eachRound(await watch(impl, of), ({ weights }, _, masks) => {
          for (const w of where(weights, masks, 0)) sameNumber('a pruned weight', w, 0);
        }),
    }),
    law({
      name: 'biases are rewound with the weights',
      formula: 'b = b_k, bit for bit',
      source: WEIGHTS,
      exactness: 'exact',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) =>
        eachRound(await watch(impl, of), (rewound, { biases }) => {
          sameList('biases', rewound.biases, biases);
        }),
    }),
    law({
      name: 'the optimizer state is rewound with the weights',
      formula: 'mᵢ = 1 ⇒ uᵢ = (u_k)ᵢ: fresh for W₀, as it was at k for W_k, as it is for W_T',
      source: TABLE,
      exactness: 'exact',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) =>
        eachRound(await watch(impl, of), (rewound, { memory }, masks) => {
          sameList('memory of survivors', where(rewound.memory, masks, 1), where(memory, masks, 1));
        }),
    }),
    law({
      name: 'training continues at the schedule position of the rewind strategy',
      formula:
        'W₀: 0 … T;  W_k: k … T;  learning-rate rewinding: f·T … T;  fine-tuning, of W_T or of W_k: from T on',
      source: TABLE,
      exactness: 'exact',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const [from, to] = clocksOf(of.plan);
        const span = Array.from({ length: to - from }, (_, i) => from + i);
        for (const { clocks } of (await watch(impl, of)).rounds.slice(1))
          sameList('clocks of a later round', clocks.train, span);
      },
    }),
    law({
      name: 'rewinding is idempotent',
      formula: 'rewind ∘ rewind = rewind',
      source: WEIGHTS,
      exactness: 'exact',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const { session, network } = await watch(impl, of);
        const once = copyState(network);
        await session.rewind();
        sameList(
          'weights',
          network.weights.flatMap((w) => [...w]),
          once.weights.flatMap((w) => [...w]),
        );
      },
    }),
    law({
      name: 'training does not modify the recorded weights',
      formula: 'rewind ∘ train = rewind, however the network was trained in between',
      source: WEIGHTS,
      exactness: 'exact',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const { session, network } = await watch(impl, of);
        const once = copyState(network);
        for (let i = 0; i < 3; i++) network.update();
        await session.rewind();
        sameList(
          'weights',
          network.weights.flatMap((w) => [...w]),
          once.weights.flatMap((w) => [...w]),
        );
        sameList('biases', network.biases, once.biases);
      },
    }),
  ],
};
