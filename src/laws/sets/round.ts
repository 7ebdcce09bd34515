import { claim, sameList, sameNumber } from '../expect.ts';
import type { NetworkState, PrunerImpl } from '../interfaces/pruner.ts';
import { type LawSet, type LawText, law } from '../law.ts';
import { type PrunerCase, prunerCases } from '../stateful/plan.ts';
import { kept, type SeenRound, watch, where } from '../stateful/watch.ts';
import { sortAndTake } from './select-ranks.ts';

const exact: Pick<LawText, 'source' | 'exactness'> = {
  source: 'Frankle & Carbin 2019, §2: train, prune, reset, repeat',
  exactness: 'exact',
};

/** The survivors of largest magnitude, layers end to end: what a round must keep. */
function expectedMask({ before, trained }: SeenRound, keep: number): number[] {
  const places = before.flat().flatMap((bit, i) => (bit === 1 ? [i] : []));
  const values = trained.weights.flatMap((layer) => [...layer]);
  const chosen = sortAndTake(
    Float32Array.from(places, (i) => Math.abs(values[i])),
    keep,
  );
  const mask = values.map(() => 0);
  places.forEach((i, at) => {
    mask[i] = chosen[at];
  });
  return mask;
}

/** The same case with the weights' ranks, 1 … N, for weights, to be taken in one round. */
function ranked({ initial, plan }: PrunerCase): PrunerCase {
  const values = initial.flatMap((layer) => [...layer]);
  const order = [...values.keys()].sort((i, j) => values[i] - values[j] || i - j);
  const ranks = new Float32Array(values.length);
  order.forEach((i, rank) => {
    ranks[i] = rank + 1;
  });
  let start = 0;
  const weights = initial.map(({ length }) => {
    start += length;
    return ranks.slice(start - length, start);
  });
  return { initial: weights, targets: new Float32Array(1), plan: oneShot(plan) };
}

/** All of a plan's pruning in one round. */
const oneShot = (plan: PrunerCase['plan']): PrunerCase['plan'] => ({
  ...plan,
  rounds: 1,
  keep: [plan.keep[plan.rounds - 1]],
});

const idle = () => {};

/** Laws of the rounds: what each one keeps, and when it trains. */
export const roundLaws: LawSet<PrunerImpl> = {
  name: 'round',
  about: 'A round trains the survivors, prunes the smallest of them, and rewinds the rest.',
  why: 'The order of training, pruning and rewinding is the algorithm itself. Published implementations prune untrained weights, revive pruned ones, or skip rounds.',
  methods: ['start'],
  asynchronous: true,
  laws: [
    law({
      ...exact,
      name: 'masks are monotone: a pruned weight never returns',
      formula: 'mₖ ⊆ mₖ₋₁',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        for (const [k, { before, after }] of (await watch(impl, of)).rounds.entries())
          claim(
            after.every((mask, l) => mask.every((bit, i) => bit <= before[l][i])),
            () => `mask ${k + 1}: must be part of ${JSON.stringify(before)}, got ${JSON.stringify(after)}`,
          );
      },
    }),
    law({
      ...exact,
      name: 'the sparsity after each round is that of the schedule',
      formula: 'Σmₖ = round(N·(1 − s)^(k/n)), and sparsityₖ = 1 − Σmₖ ÷ N',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) =>
        sameList(
          'weights left',
          (await watch(impl, of)).rounds.map(({ after }) => kept(after)),
          of.plan.keep,
        ),
    }),
    law({
      ...exact,
      name: 'a round trains, then prunes, then rewinds',
      formula:
        'updates of round k: at the clocks from … to − 1 while training, none while pruning or rewinding',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const { from, to, iterations } = of.plan;
        for (const [k, { clocks }] of (await watch(impl, of)).rounds.entries()) {
          const [first, end] = k === 0 ? [0, iterations] : [from, to];
          const span = Array.from({ length: end - first }, (_, i) => first + i);
          sameList(`clocks while training in round ${k + 1}`, clocks.train, span);
          sameList('clocks while pruning', clocks.prune, []);
          sameList('clocks while rewinding', clocks.rewind, []);
        }
      },
    }),
    law({
      ...exact,
      name: 'the weights of largest magnitude after training survive',
      formula: 'mₖ = the Σmₖ largest |w_T| where mₖ₋₁ = 1, the earlier first among equals',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        for (const [k, round] of (await watch(impl, of)).rounds.entries())
          sameList(`mask ${k + 1}`, round.after.flat(), expectedMask(round, of.plan.keep[k]));
      },
    }),
    law({
      ...exact,
      name: 'pruned weights are +0 at every update',
      formula: 'mᵢ = 0 ⇒ wᵢ = +0 before each update, and when training ends',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const look = (state: NetworkState, masks: readonly number[][]) => {
          for (const w of where(state.weights, masks, 0)) sameNumber('a pruned weight', w, 0);
        };
        for (const { begun, before, trained } of (await watch(impl, of)).rounds)
          for (const state of [...begun, trained]) look(state, before);
      },
    }),
    law({
      name: 'without training, iterative pruning equals one-shot pruning',
      formula: 'θ_T = θ₀ ⇒ mₙ = the mask of one round that keeps as many',
      source:
        'ranks of what never moves do not move; Frankle & Carbin 2019, §2: one-shot and iterative pruning',
      exactness: 'exact',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const rounds = (await watch(impl, of, idle)).rounds;
        const shot = (await watch(impl, { ...of, plan: oneShot(of.plan) }, idle)).rounds;
        sameList('mask n', rounds[rounds.length - 1].after.flat(), shot[0].after.flat());
      },
    }),
    law({
      name: 'pruning depends on the trained weights, not on the initial ones',
      formula: '|w_T| = N + 1 − |w₀| ⇒ m keeps the smallest |w₀|',
      source: 'Frankle & Carbin 2019, §2: pruned by the magnitudes after training, not before',
      exactness: 'exact',
      given: [prunerCases.map(ranked)],
      holds: async (impl: PrunerImpl, of) => {
        const total = of.initial.reduce((sum, { length }) => sum + length, 0);
        const turn = ({ weights }: NetworkState, clock: number) => {
          if (clock === 0) for (const layer of weights) layer.set(layer.map((w) => total + 1 - w));
        };
        const [{ after }] = (await watch(impl, of, turn)).rounds;
        const small = of.initial.flatMap((layer) => Array.from(layer, (w) => (w <= of.plan.keep[0] ? 1 : 0)));
        sameList('the mask', after.flat(), small);
      },
    }),
    law({
      name: 'a search is deterministic',
      formula: 'equal networks and plans ⇒ equal masks, round by round',
      source: 'this package’s contract: one seed, one ticket',
      exactness: 'exact',
      given: [prunerCases],
      holds: async (impl: PrunerImpl, of) => {
        const masks = async () => (await watch(impl, of)).rounds.flatMap(({ after }) => after.flat());
        sameList('masks of the second search', await masks(), await masks());
      },
    }),
  ],
};
