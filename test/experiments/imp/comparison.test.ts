import { describe, expect, test } from 'vitest';
import {
  type Comparison,
  type Control,
  comparison,
  type Level,
  type Method,
  maskOverlap,
  runExperiment,
  signAgreement,
} from '../../../src/experiments/index.ts';
import { RewindStrategy, type Weights } from '../../../src/pruning/index.ts';
import { collect, experiment, levelsOf, summaryOf } from '../small.ts';

type Step = Level | Control;

const METHODS = ['standard pruning', 'lottery ticket'] as const;

async function compare(change: Parameters<typeof experiment>[0] = {}, signal?: AbortSignal) {
  const steps: (Step & { method: Method })[] = [];
  let found: Comparison | undefined;
  const { options } = experiment(change);
  for await (const { unit, result } of runExperiment(comparison, options, signal ? { signal } : {})) {
    if (result.kind === 'comparison') found = result;
    else if (unit.kind !== 'comparison') steps.push({ ...result, method: unit.method });
  }
  return { steps, comparison: found as Comparison };
}

describe('comparison', () => {
  test('runs standard pruning, then the lottery ticket, each with its controls', async () => {
    const { steps } = await compare();
    expect(steps.map((step) => [step.method, step.kind === 'level' ? step.round : step.name])).toEqual(
      METHODS.flatMap((method) => [0, 1, 2, 3, 'reinit', 'shuffle'].map((what) => [method, what])),
    );
  });

  test('standard pruning starts retraining at the trained weights, the ticket at the initial weights', async () => {
    const [standard, lottery] = (await compare()).comparison.methods;
    expect([standard.keptTrained, lottery.atInitial]).toEqual([1, 1]);
    expect(lottery.distanceFromInitial).toBe(0);
    expect(standard.distanceFromInitial).toBeGreaterThan(0);
    // Not 0: weights of a unit that is never active have not moved.
    expect(standard.atInitial).toBeLessThan(0.5);
    expect(lottery.keptTrained).toBeLessThan(0.5);
  });

  test('measurements equal those of two separate experiments', async () => {
    const { comparison, steps } = await compare();
    for (const [i, rewind] of [RewindStrategy.none(), RewindStrategy.init()].entries()) {
      const done = await collect(experiment({ rewindStrategy: rewind }).options);
      expect(steps.slice(6 * i, 6 * i + 6).map(({ method, ...item }) => item)).toEqual(done);
      const levels = levelsOf(done);
      const last = levels[3];
      expect(comparison.methods[i]).toMatchObject({
        mask: last.mask,
        iterationsBefore: 3 * 24,
        retraining: 24,
        accuracyAtStart: last.training.curve[0].validationAccuracy,
        dense: levels[0].training.earlyStop.testAccuracy,
        accuracy: last.training.earlyStop.testAccuracy,
        controls: Object.fromEntries(
          done.flatMap((item) =>
            item.kind === 'control' ? [[item.name, item.training.earlyStop.testAccuracy]] : [],
          ),
        ),
      });
    }
    const [standard, lottery] = comparison.methods;
    expect(comparison.overlap).toEqual(maskOverlap(standard.mask, lottery.mask));
  });

  test('signsKept compares the signs of survivors at W₀ and after retraining', async () => {
    // Little is pruned, so that some weights near 0 remain, whose sign can change during training.
    const search = { targetSparsity: 0.1, pruningRounds: 1 };
    const { comparison, steps } = await compare({ controls: [], search });
    for (const { method, mask, signsKept } of comparison.methods) {
      const levels = steps.filter((step) => step.kind === 'level' && step.method === method) as Level[];
      const initial = levels[0].found?.progress.initial as Weights;
      const trained = new Map([...levels[1].trained].filter(([name]) => mask.layers.has(name)));
      const same = signAgreement(mask, initial, trained).reduce((sum, layer) => sum + layer.same, 0);
      expect(signsKept).toBe(same / mask.remaining);
    }
    for (const { signsKept } of comparison.methods) expect(signsKept).toBeLessThan(1);
  });

  test('a ticket that rewinds to a later iteration starts neither at W₀ nor at its trained weights', async () => {
    const [, early] = (await compare({ rewindStrategy: RewindStrategy.early({ iteration: 6 }) })).comparison
      .methods;
    expect(early.retraining).toBe(18);
    expect(early.atInitial).toBeLessThan(1);
    expect(early.keptTrained).toBeLessThan(1);
    expect(early.distanceFromInitial).toBeGreaterThan(0);
  });

  test('the same seed gives the same comparison', async () => {
    const [a, b] = [await compare({ seeds: [7] }), await compare({ seeds: [7] })];
    expect(b).toEqual(a);
  });

  test('throws for a ticket that does not rewind, and when the signal is aborted', async () => {
    await expect(compare({ rewindStrategy: RewindStrategy.none() })).rejects.toThrow(
      'rewindStrategy: must rewind the lottery ticket',
    );
    await expect(compare({}, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  test('the comparison comes last and needs every training of its seed', () => {
    const units = comparison.units(experiment({ seeds: [1, 2] }).options);
    expect(units).toHaveLength(2 * 13);
    for (const seed of [1, 2]) {
      const own = units.filter((unit) => unit.seed === seed);
      expect(own.at(-1)).toMatchObject({
        id: `seed ${seed}/comparison`,
        needs: own.slice(0, -1).map(({ id }) => id),
        iterations: 0,
      });
    }
  });

  test('the summary has the accuracies of both arms and their controls, and a table of every aspect', async () => {
    const { options } = experiment({ seeds: [5, 6] });
    const { line, table, details, plots, notes } = await summaryOf(comparison, options);
    expect(line).toMatch(/^standard pruning \d+\.\d\d % {2}lottery ticket \d+\.\d\d %$/);
    expect(table.rows.map(({ label, values }) => [label, values.length])).toEqual(
      METHODS.flatMap((method) =>
        [method, `${method}, reinit`, `${method}, shuffle`].map((label) => [label, 2]),
      ),
    );
    expect(details?.map(({ rows }) => rows.length)).toEqual([11]);
    expect(plots).toEqual([]);
    expect(notes).toEqual(['Mean and standard deviation of 2 seeds. Accuracy at early stop.']);
  });
});
