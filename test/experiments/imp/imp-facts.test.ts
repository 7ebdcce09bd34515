import { describe, expect, test } from 'vitest';
import { imp, type Level, runExperiment } from '../../../src/experiments/index.ts';
import { RewindStrategy } from '../../../src/pruning/index.ts';
import { moons } from '../../training/small.ts';
import { collect, experiment, levelsOf, trials } from '../small.ts';

const factsOf = (done: Awaited<ReturnType<typeof collect>>) => done.map((one) => imp.facts(one));

describe('the facts of a search', () => {
  test('are plain JSON and identify the unit that they belong to', async () => {
    const { options } = experiment({ controlLevels: 'all', reinitializations: 2 });
    for await (const { unit, result } of runExperiment(imp, options)) {
      const facts = imp.facts(result);
      expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
      const { kind, arm, round, density, remaining } = unit;
      expect(facts).toMatchObject({ kind, arm, round, density, remaining });
      if (unit.kind === 'control') expect(facts).toMatchObject({ control: unit.control, copy: unit.copy });
    }
  });

  test('contain every measurement of the training', async () => {
    const done = await collect(
      experiment({ rewindStrategy: RewindStrategy.early({ iteration: 6 }) }).options,
    );
    for (const [i, facts] of factsOf(done).entries()) {
      const { mask, training, iterationsBefore, guessingAccuracy } = done[i];
      expect(facts).toMatchObject({
        ...{ density: mask.density, sparsity: mask.sparsity, remaining: mask.remaining },
        layers: Object.fromEntries(mask.counts()),
        earlyStopIteration: training.earlyStop.iteration,
        validationLoss: training.earlyStop.validationLoss,
        validationAccuracy: training.earlyStop.validationAccuracy,
        testAccuracy: training.earlyStop.testAccuracy,
        finalTestAccuracy: training.final.testAccuracy,
        curve: training.curve,
        ...{ iterationsBefore, guessingAccuracy, emptiedLayers: mask.emptiedLayers() },
      });
    }
    expect(factsOf(done).map((facts) => facts?.iterationsBefore)).toEqual([0, 6, 6, 6, 6, 6]);
  });

  test('contain the ticket that a level found, with its digest, but none at the last level', async () => {
    const done = levelsOf(await collect(experiment({ controls: [] }).options));
    for (const level of done) {
      const facts = imp.facts(level);
      if (facts?.kind !== 'level') throw new Error('not a level');
      const ticket = level.found?.ticket;
      if (ticket === undefined) {
        expect([level.round, facts.ticket, facts.inputs]).toEqual([3, null, null]);
        continue;
      }
      expect(facts.ticket).toEqual({
        sparsity: ticket.sparsity,
        density: ticket.density,
        remainingParameters: ticket.remainingParameters,
        totalParameters: 24,
        compressionRatio: 24 / ticket.remainingParameters,
        sparsityHistory: ticket.sparsityHistory,
        digest: await ticket.digest(),
      });
      expect(facts.ticket?.remainingParameters).toBe(done[level.round + 1].mask.remaining);
    }
  });
});

describe('the inputs of a found ticket', () => {
  /** Trains the dense network on data that are images of this size. */
  async function dense(image: readonly [number, number] | undefined): Promise<Level> {
    const split = moons();
    const data = { ...split, train: { ...split.train, ...(image && { image }) } };
    const { setup } = trials({ data });
    const { options } = experiment({ controls: [] });
    const [level] = levelsOf(await collect({ ...options, setup }));
    return level;
  }

  test('are the surviving first-layer weights of each pixel', async () => {
    const level = await dense([1, 2]);
    const mask = level.found?.ticket.mask.layers.get('fc1.weight') as Uint8Array;
    const column = (pixel: number) => [...mask].filter((bit, i) => bit === 1 && i % 2 === pixel).length;
    expect(imp.facts(level)).toMatchObject({
      inputs: { image: [1, 2], outputs: 6, counts: [column(0), column(1)] },
    });
  });

  test('are null if the inputs are not images, or the first layer does not have one weight per pixel', async () => {
    for (const image of [undefined, [2, 2] as const, [3, 1] as const])
      expect(imp.facts(await dense(image))).toMatchObject({ kind: 'level', inputs: null });
  });
});
