// Whole pruners against a tiny model in plain arrays.

import { claim, sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { PrunerImpl } from '../interfaces/pruner.ts';
import { type LawSet, law } from '../law.ts';
import { commandOf, type Real } from '../stateful/commands.ts';
import { numbersWithin } from '../stateful/held.ts';
import { freshModel, type Model } from '../stateful/model.ts';
import { PlainNetwork } from '../stateful/network.ts';
import { type PrunerCase, prunerCases } from '../stateful/plan.ts';
import { type Step, steps, straight } from '../stateful/steps.ts';

const IMP = 'Frankle & Carbin 2019, §2, steps 1 … 5';

/** Obeys the steps with the pruner and with the model, and compares them after each. */
async function obey(impl: PrunerImpl, of: PrunerCase, list: readonly Step[]): Promise<Real> {
  const { real, model } = await begin(impl, of);
  await fc.asyncModelRun(() => ({ model, real }), list.map(commandOf));
  return real;
}

async function begin(impl: PrunerImpl, of: PrunerCase): Promise<{ real: Real; model: Model }> {
  const network = new PlainNetwork(of.initial, of.targets);
  const session = await impl.start(network, of.plan);
  return { real: { impl, network, session, saved: [] }, model: freshModel(of) };
}

const roundLaw = law({
  name: 'every round trains its whole span, prunes to its count, and loses no weight it lost before',
  formula: 'updates at the clocks from … to − 1;  |mₖ| = round(N·(1 − s)^(k/n)) < |mₖ₋₁|;  mₖ ⊆ mₖ₋₁',
  source: IMP,
  exactness: 'exact',
  given: [prunerCases],
  async holds(impl: PrunerImpl, of) {
    const { session, network } = (await begin(impl, of)).real;
    let before = session.masks().map((mask) => Array.from(mask));
    for (const [k, keep] of of.plan.keep.entries()) {
      const [from, to] = k === 0 ? [0, of.plan.iterations] : [of.plan.from, of.plan.to];
      await session.train(new AbortController().signal);
      sameList(
        `clocks of round ${k + 1}'s updates`,
        network.clocks.splice(0),
        Array.from({ length: to - from }, (_, i) => from + i),
      );
      await session.prune();
      const after = session.masks().map((mask) => Array.from(mask));
      const kept = after.flat().filter((bit) => bit === 1).length;
      claim(kept === keep, () => `weights kept by round ${k + 1}: must be ${keep}, got ${kept}`);
      after.forEach((mask, l) => {
        mask.forEach((bit, i) => {
          claim(bit <= before[l][i], () => `layer ${l}, weight ${i}: must stay pruned in round ${k + 1}`);
        });
      });
      before = after;
      await session.rewind();
    }
  },
});

const modelLaw = law({
  name: 'whatever is asked of it, in whatever order, it stands where the model stands',
  formula:
    'for each sequence of train, prune, rewind, checkpoint, restore, apply, abort and training by others: W, b, m, clock and survivors’ memory = the model’s',
  source: `${IMP}; rewinding to W_k with optimizer and clock: Frankle et al. 2019; Renda et al. 2020, §2`,
  exactness: 'exact',
  runs: 200,
  given: [prunerCases, steps],
  async holds(impl: PrunerImpl, of, list) {
    await obey(impl, of, list);
  },
});

const rewindLaw = law({
  name: 'a rewind brings back weights, biases, memory and clock, whatever was done to the network',
  formula: 'rewind ∘ anything = rewind: W = m ⊙ W_k, b = b_k, memory as at k, and the next update at clock k',
  source: 'Frankle et al. 2019, §3; Renda et al. 2020, §2: the table of weights and clocks',
  exactness: 'exact',
  given: [prunerCases],
  async holds(impl: PrunerImpl, of) {
    const { rounds } = of.plan;
    await obey(impl, of, [
      ...straight(rounds, [{ trainOutside: 2 }, 'rewind', 'train']),
      { trainOutside: 1 },
      'rewind',
    ]);
  },
});

const resumeLaw = law({
  name: 'a search restored from any checkpoint, in any network, ends where it would have ended',
  formula: 'rounds k+1 … n after restore(checkpointₖ) = rounds k+1 … n',
  source: 'the contract of this package',
  exactness: 'exact',
  given: [prunerCases, fc.record({ after: fc.nat({ max: 3 }), inANewNetwork: fc.boolean() })],
  async holds(impl: PrunerImpl, of, { after, inANewNetwork }) {
    const { rounds } = of.plan;
    const done = Math.min(after, rounds);
    await obey(impl, of, [
      ...straight(done),
      'checkpoint',
      ...straight(rounds - done),
      'checkpoint',
      { restore: 0, inANewNetwork },
      'rewind',
      ...straight(rounds - done),
      'apply',
    ]);
  },
});

const memoryLaw = law({
  name: 'what a search holds does not grow from round to round',
  formula: '|checkpointₖ| ≤ |checkpoint₁|, where |·| counts all numbers but notes of one number a round',
  source: 'the contract of this package',
  exactness: 'exact',
  given: [prunerCases],
  async holds(impl: PrunerImpl, of) {
    const { session } = (await begin(impl, of)).real;
    let first: number | undefined;
    for (let k = 1; k <= of.plan.rounds; k++) {
      await session.train(new AbortController().signal);
      await session.prune();
      await session.rewind();
      const held = numbersWithin(await session.checkpoint(), of.plan.rounds);
      first ??= held;
      claim(held <= first, () => `numbers held after round ${k}: must be ≤ ${first}, got ${held}`);
    }
  },
});

/** Laws of a whole pruner: anything that trains, prunes and rewinds a network round after round. */
export const prunerLaws: LawSet<PrunerImpl> = {
  name: 'pruner',
  about: 'A whole pruner, driven through any sequence of commands beside a model in plain arrays.',
  why: 'Searches run for hours and are interrupted. A pruner must give the same ticket however often it is aborted, resumed or moved to another process.',
  methods: ['start'],
  asynchronous: true,
  laws: [roundLaw, rewindLaw, resumeLaw, memoryLaw, modelLaw],
};
