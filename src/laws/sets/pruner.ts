// Laws of whole searches: the guarantees for those who use tickets and for those who interrupt searches.

import type { RewindStrategy } from '../../pruning/index.ts';
import { claim, sameList, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { PrunerImpl } from '../interfaces/pruner.ts';
import { type LawSet, law } from '../law.ts';
import { criterionCases, type PrunerCase, prunerCases, totalOf } from '../stateful/cases.ts';
import { CommandedSearch, steps } from '../stateful/commands.ts';
import { numbersWithin } from '../stateful/count-numbers.ts';
import { flat, networkOf, otherNetwork } from '../stateful/network.ts';
import { kept, sameWeights, watch, weightsAndBiases, where } from '../stateful/watch-search.ts';

const CONTRACT = 'this package’s contract';

const referenceLaw = law({
  name: 'a search agrees with the reference implementation for every sequence of commands',
  formula:
    'for each sequence of rounds, aborts, resumed searches, training by others and applied tickets: m, W, b, η and the momentum of surviving weights = the reference’s',
  source:
    'Frankle & Carbin 2019, §2, steps 1 … 5; rewinding to W_k with the optimizer: Frankle et al. 2019; Renda et al. 2020, §2',
  runs: 200,
  given: [prunerCases, steps],
  async holds(impl: PrunerImpl, of, list) {
    const search = new CommandedSearch(impl, of);
    for (const step of list) await search.obey(step);
  },
});

const resumeLaw = law({
  name: 'resuming equals not interrupting, for every rewind strategy and criterion',
  formula: 'the tickets of rounds k + 1 … n, resumed from progressₖ = those of the uninterrupted search',
  source: CONTRACT,
  given: [criterionCases, fc.record({ after: fc.nat({ max: 1 }), inANewNetwork: fc.boolean() })],
  async holds(impl: PrunerImpl, of, { after, inANewNetwork }) {
    const network = networkOf(of);
    const whole = await watch(impl, of, { network });
    const done = Math.min(after + 1, of.keep.length - 1);
    const { progress } = whole[done - 1].seen;
    const rest = inANewNetwork
      ? { network: otherNetwork(of), resume: structuredClone(progress) }
      : { network, resume: progress };
    const tickets = (list: typeof whole) => list.map(({ seen: { ticket } }) => ticket);
    const [got, expected] = [tickets(await watch(impl, of, rest)), tickets(whole.slice(done))];
    sameNumber('resumed rounds', got.length, expected.length);
    for (const [i, ticket] of expected.entries()) {
      sameList('mask of the resumed search', flat(got[i].mask.layers), flat(ticket.mask.layers));
      sameWeights('ticket of the resumed search', weightsAndBiases(got[i]), weightsAndBiases(ticket));
    }
  },
});

const sizeLaw = law({
  name: 'the size of the progress does not increase from round to round',
  formula: '|progressₖ| ≤ |progress₁|, where |·| counts all numbers except lists of one number per round',
  source: CONTRACT,
  given: [prunerCases],
  async holds(impl: PrunerImpl, of) {
    const sizes = (await watch(impl, of)).map(({ seen }) => numbersWithin(seen.progress, of.keep.length));
    for (const size of sizes)
      claim(size <= sizes[0], () => `numbers in the progress of each round: must not increase, got ${sizes}`);
  },
});

const labelLaw = law({
  name: 'the label of a ticket agrees with its weights and with the network',
  formula:
    'remaining = Σm, sparsity = (N − Σm) ÷ N, the rewind strategy is that of the search, and W = m ⊙ W = the network’s weights',
  source: CONTRACT,
  given: [prunerCases],
  async holds(impl: PrunerImpl, of) {
    for (const { seen, maskAfter, rewound } of await watch(impl, of)) {
      const { ticket } = seen;
      const [remaining, total] = [kept(maskAfter), totalOf(of)];
      sameNumber('remainingParameters', ticket.remainingParameters, remaining);
      sameNumber('sparsity', ticket.sparsity, (total - remaining) / total);
      const [strategy, expected] = [ticket.rewind, of.rewind.strategy].map(textOf);
      claim(strategy === expected, () => `rewind: must be ${expected}, got ${strategy}`);
      for (const w of where(flat(ticket.weights), maskAfter, 0)) sameNumber('a pruned weight', w, 0);
      sameWeights('the ticket', weightsAndBiases(ticket), rewound);
    }
  },
});

const prunedModelLaw = law({
  name: 'pruning a pruned network never revives a weight',
  formula: 'a search that starts with the mask m: mₖ ⊆ m, and mᵢ = 0 ⇒ wᵢ = +0 at every update',
  source: `${CONTRACT}: \`getMask\` tells which weights a network has lost`,
  given: [prunerCases.map((of) => ({ ...of, holdsMask: true })), fc.record({ isApplied: fc.boolean() })],
  async holds(impl: PrunerImpl, of, { isApplied }) {
    const found = networkOf(of);
    const rounds = await watch(impl, of, { network: found });
    const { ticket } = rounds[rounds.length - 1].seen;
    const network = isApplied ? otherNetwork(of) : found;
    if (isApplied) impl.applyTicket(network, ticket);
    const mask = flat(ticket.mask.layers);
    for (const { maskAfter, before, trained, rewound } of await watch(impl, furtherOf(of), { network })) {
      for (const bit of where(maskAfter, mask, 0))
        claim(bit === 0, () => 'a weight pruned by the first search: must stay pruned in the second');
      for (const { weights } of [...before, ...trained, rewound])
        for (const w of where(weights, mask, 0)) sameNumber('a weight pruned by the first search', w, 0);
    }
  },
});

const applyLaw = law({
  name: 'applying a ticket copies it',
  formula: 'a network that is changed after applyTicket does not change the ticket, its mask included',
  source: CONTRACT,
  given: [prunerCases],
  async holds(impl: PrunerImpl, of) {
    const rounds = await watch(impl, of);
    const { ticket } = rounds[rounds.length - 1].seen;
    const numbers = () => [flat(ticket.mask.layers), flat(ticket.weights), flat(ticket.others)];
    const expected = numbers();
    const network = otherNetwork({ ...of, holdsMask: true });
    impl.applyTicket(network, ticket);
    const { weights, biases } = network.now;
    sameWeights('the network', { weights, biases }, weightsAndBiases(ticket));
    for (const array of [weights, biases, ...network.held.values()]) array.fill(5);
    numbers().forEach((values, i) => {
      sameList(['mask', 'weights', 'other weights'][i], values, expected[i]);
    });
  },
});

/** Returns a rewind strategy as text that does not depend on the order of its properties. */
const textOf = (strategy: RewindStrategy): string => JSON.stringify(Object.entries(strategy).sort());

/** Returns a search that prunes half of the weights that survive this search. */
const furtherOf = ({ search, ...of }: PrunerCase): PrunerCase => ({
  ...of,
  search: { ...search, targetSparsity: (1 + search.targetSparsity) / 2, pruningRounds: 1 },
});

/** Laws of whole searches. */
export const prunerLaws: LawSet<PrunerImpl> = {
  name: 'pruner',
  about: 'Whole searches: their tickets, which stay the same when a search is interrupted and resumed.',
  why: 'Searches run for hours and are interrupted. A pruner must give the same ticket however often it is aborted, resumed or moved to another process.',
  methods: ['rounds', 'applyTicket'],
  asynchronous: true,
  laws: [labelLaw, applyLaw, prunedModelLaw, resumeLaw, sizeLaw, referenceLaw],
};
