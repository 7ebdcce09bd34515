import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NonFiniteError, ValueError } from '../../../src/errors.ts';
import {
  runExperiment,
  type SweepLevel,
  type SweepOptions,
  sweep,
  tradeOff,
} from '../../../src/experiments/index.ts';
import { sweepLevel } from '../../../src/experiments/sweep/sweep.ts';
import { collect, experiment, levelsOf, resultsOf, summaryOf } from '../small.ts';

/** A run that loses so many percentage points at each level, from 98 %; sparsity halves what is left. */
const run = (losses: readonly number[], dense = 0.98): SweepLevel[] =>
  [0, ...losses].map((points, round) => ({
    round,
    sparsity: 1 - 0.5 ** round,
    testAccuracy: dense - points / 100,
  }));

const zones = (runs: readonly SweepLevel[][]) =>
  tradeOff(runs)
    .points.map(({ zone }) => zone[0])
    .join('');

describe('tradeOff', () => {
  test.each<[string, number[], string, number]>([
    ['a loss that grows', [-0.1, 0.1, 0.5, 0.9, 3], 'mmmggs', 0.75],
    ['no loss at all', [0, 0], 'mmm', 0.75],
    ['at once a significant one', [2, 5], 'mss', 0],
    ['no gradual zone', [0, 5], 'mms', 0.5],
    ['one unlucky level before the end of matching', [0.3, 0.1, 2], 'mmms', 0.75],
    ['one unlucky level before the significant zone', [0.5, 1.5, 0.9, 2], 'mgggs', 0],
    ['exactly the bounds', [0.2, 1], 'mmg', 0.5],
    ['dense alone', [], 'm', 0],
  ])('%s', (_, losses, expected, extreme) => {
    const found = tradeOff([run(losses)]);
    expect(found.points.map(({ zone }) => zone[0]).join('')).toBe(expected);
    expect(found.extremeSparsity).toBe(extreme);
    expect(found.sawTheEnd).toBe(/[gs]$/.test(expected));
  });

  test('averages over runs, each with the loss relative to its own dense network', () => {
    const found = tradeOff([run([0.3], 0.97), run([-0.1], 0.99), run([0.1], 0.98)]);
    expect(found.runs).toBe(3);
    const [, point] = found.points;
    expect(point.loss.mean).toBeCloseTo(0.001, 12);
    expect(point.loss.deviation).toBeCloseTo(0.002, 12);
    expect(point.accuracy.mean).toBeCloseTo(0.979, 12);
    expect([point.matches, point.surelyMatches, point.zone]).toEqual([true, false, 'minimal']);
    expect([found.extremeSparsity, found.sureSparsity]).toEqual([0.5, 0]);
  });

  test('with one run nothing is sure; with runs that agree, what matches surely does', () => {
    const one = tradeOff([run([0.1, 0.5])]);
    expect([one.sureSparsity, ...one.points.map(({ surelyMatches }) => surelyMatches)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    const agreed = tradeOff([run([0.1, 0.5]), run([0.1, 0.5])]);
    expect(agreed.points.map(({ surelyMatches }) => surelyMatches)).toEqual([true, true, false]);
    expect(agreed.sureSparsity).toBe(agreed.extremeSparsity);
  });

  test('uses the given bounds', () => {
    const runs = [run([0.1, 0.5, 3])];
    const strict = tradeOff(runs, { tolerance: 0, significant: 0.001 });
    expect(strict.points.map(({ zone }) => zone[0]).join('')).toBe('mgss');
    expect([strict.tolerance, strict.significant, strict.gradualUntil]).toEqual([0, 0.001, 0.5]);
    expect(tradeOff(runs, { tolerance: 1, significant: 1 }).sawTheEnd).toBe(false);
  });

  const runs = fc
    .array(fc.array(fc.integer({ min: -30, max: 300 }), { minLength: 6, maxLength: 6 }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((list) =>
      list.map((losses, i) =>
        run(
          losses.map((loss) => loss / 100),
          0.97 + i / 200,
        ),
      ),
    );

  test('zones follow each other, and are closed by levels that belong to them', () =>
    fc.assert(
      fc.property(runs, (list) => {
        const found = tradeOff(list);
        expect(zones(list)).toMatch(/^m+g*s*$/);
        const last = (zone: string) => found.points.findLast((point) => point.zone === zone);
        expect(last('minimal')?.matches).toBe(true);
        expect(last('minimal')?.sparsity).toBe(found.extremeSparsity);
        expect(last('gradual')?.loss.mean ?? 0).toBeLessThanOrEqual(0.01 + 1e-9);
        for (const { zone, loss } of found.points)
          if (zone === 'significant') expect(loss.mean).toBeGreaterThan(0.01);
        expect(found.extremeSparsity).toBeLessThanOrEqual(found.gradualUntil);
        if (found.sureSparsity !== null)
          expect(found.sureSparsity).toBeLessThanOrEqual(found.extremeSparsity);
      }),
    ));

  test('the order of runs does not matter to zones, and a wider tolerance never ends matching earlier', () =>
    fc.assert(
      fc.property(runs, (list) => {
        expect(zones(list.toReversed())).toBe(zones(list));
        expect(tradeOff(list, { tolerance: 0.004 }).extremeSparsity).toBeGreaterThanOrEqual(
          tradeOff(list, { tolerance: 0.002 }).extremeSparsity,
        );
      }),
    ));

  test.each<[string, unknown, string]>([
    ['no runs', [], 'runs: must have at least one run, got 0'],
    ['a run without levels', [[]], 'run 0: must begin with the dense network'],
    ['a run without its dense network', [run([1]).slice(1)], 'run 0: must begin with the dense network'],
    ['another order', [run([1, 2]).toSpliced(1, 0, ...run([1, 2]).slice(2))], 'sparsity must grow'],
    [
      'a sparsity that is no number',
      [run([1]).map((l, i) => (i ? { ...l, sparsity: Number.NaN } : l))],
      'sparsity must grow',
    ],
    ['fewer levels', [run([1, 2]), run([1])], 'run 1: must have 3 levels, got 2'],
    ['more levels', [run([1]), run([1, 2])], 'run 1, level 2: sparsity must be undefined'],
    [
      'other sparsities',
      [run([1]), run([1]).map((l, i) => (i ? { ...l, sparsity: 0.6 } : l))],
      'run 1, level 1',
    ],
  ])('refuses %s', (_, list, message) => {
    expect(() => tradeOff(list as SweepLevel[][])).toThrow(ValueError);
    expect(() => tradeOff(list as SweepLevel[][])).toThrow(message);
  });

  test('refuses accuracies that are no numbers, naming the round, and bounds out of order', () => {
    expect(() => tradeOff([run([Number.NaN])])).toThrow(NonFiniteError);
    expect(() => tradeOff([run([Number.NaN])])).toThrow('accuracy of round 1[0]');
    for (const tolerance of [-0.1, Number.NaN, Number.POSITIVE_INFINITY, 0.02])
      expect(() => tradeOff([run([1])], { tolerance })).toThrow(ValueError);
    expect(() => tradeOff([run([1])], { significant: Number.NaN })).toThrow('significant');
    expect(() => tradeOff([run([1])], { confidence: 95 })).toThrow('confidence');
  });
});

describe('sweep', () => {
  const optionsOf = (change: Partial<SweepOptions> = {}): SweepOptions => ({
    ...experiment().options,
    seeds: [1, 2, 3],
    ...change,
  });

  test('trains every level of every seed, and the summary has their trade-off', async () => {
    const units = sweep.units(optionsOf());
    expect(units.map(({ seed, round }) => [seed, round])).toEqual(
      [1, 2, 3].flatMap((seed) => [0, 1, 2, 3].map((round) => [seed, round])),
    );
    const alone = await Promise.all(
      [1, 2, 3].map((seed) => collect(experiment({ seeds: [seed], controls: [] }).options)),
    );
    expect(await resultsOf(sweep, optionsOf())).toEqual(alone.flat());
    const { table, plots } = await summaryOf(sweep, optionsOf());
    const found = tradeOff(alone.map((done) => levelsOf(done).map(sweepLevel)));
    expect(plots).toEqual([{ name: 'sweep', kind: 'sweep', sweep: found }]);
    expect(table.rows.map(({ label }) => label)).toEqual([
      'dense',
      '62.5 % left',
      '41.7 % left',
      '25.0 % left',
    ]);
  });

  test('the trade-off uses the bounds in the options', async () => {
    const options = optionsOf({ tolerance: 0.5, significant: 0.6, seeds: [4] });
    const [plot] = (await summaryOf(sweep, options)).plots;
    expect(plot).toMatchObject({
      sweep: { tolerance: 0.5, significant: 0.6, runs: 1, sureSparsity: null },
    });
  });

  test('the line of the summary uses the tolerance in the options', () => {
    const facts = new Map(run([0.5]).map((level) => [`seed 1/level ${level.round}`, level]));
    const line = (tolerance: number) => sweep.summarize(optionsOf({ tolerance }), facts).line;
    expect(line(0.001)).toContain('down to 100.0 % of the weights');
    expect(line(0.006)).toContain('down to 50.0 % of the weights');
  });

  test('rows of LeNet-300-100 have the paper’s values for the dense network and a density of about 10.7 %', () => {
    const levels = [0, 0.5, 0.893].map((sparsity, round) => ({ round, sparsity, testAccuracy: 0.98 }));
    const facts = new Map(levels.map((level) => [`seed 1/level ${level.round}`, level]));
    const references = (isLeNetOnMnist: boolean) =>
      sweep
        .summarize(optionsOf({ isLeNetOnMnist }), facts)
        .table.rows.map(({ reference }) => reference?.value ?? null);
    expect(references(true)).toEqual([0.98, null, 0.983]);
    expect(references(false)).toEqual([null, null, null]);
  });

  test('units throws for no seeds, a seed given twice, and bounds out of order', () => {
    expect(() => sweep.units(optionsOf({ seeds: [] }))).toThrow(
      'seeds: must contain at least one seed, got 0',
    );
    expect(() => sweep.units(optionsOf({ seeds: [1, 2, 1] }))).toThrow(
      'seeds: must not contain duplicates, got 1',
    );
    expect(() => sweep.units(optionsOf({ seeds: [] }))).toThrow(ValueError);
    expect(() => sweep.units(optionsOf({ significant: 0.001 }))).toThrow('significant');
  });

  test('throws the reason of an aborted signal', async () => {
    const controller = new AbortController();
    const run = async () => {
      for await (const { unit } of runExperiment(sweep, optionsOf(), { signal: controller.signal }))
        if (unit.round === 1) controller.abort(new Error('enough'));
    };
    await expect(run()).rejects.toThrow('enough');
  });
});
