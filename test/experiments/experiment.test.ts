import { describe, expect, test } from 'vitest';
import {
  actionsExperiment,
  atInit,
  comparison,
  type Experiment,
  edgePopup,
  imp,
  oneShot,
  rewindGridExperiment,
  runExperiment,
  stability,
  strongTicket,
  supermask,
  sweep,
  type Unit,
} from '../../src/experiments/index.ts';
import { CRITERIA } from '../../src/pruning/index.ts';
import { experiment, resultsOf, trials } from './small.ts';
import { SCORES } from './subnetwork/small.ts';

/** An experiment that adds the results a unit needs, and records which units were run. */
function sums(units: readonly Partial<Unit>[]) {
  const run: string[] = [];
  const needs: string[][] = [];
  const adding: Experiment<object, number, number> = {
    name: 'sums',
    units: () => units.map((unit) => ({ id: '', arm: '', seed: 1, needs: [], iterations: 0, ...unit })),
    async run(_, { id }, needed) {
      run.push(id);
      needs.push([...needed.keys()]);
      return [...needed.values()].reduce((sum, value) => sum + value, 1);
    },
    facts: (result) => result,
    summarize: () => {
      throw new Error('unused');
    },
  };
  return { adding, run, needs };
}

const CHAIN = [{ id: 'a' }, { id: 'b', needs: ['a'] }, { id: 'c', needs: ['a', 'b'] }];

describe('runExperiment', () => {
  test('runs the units in order, each with the results that it needs', async () => {
    const { adding, run, needs } = sums(CHAIN);
    expect(await resultsOf(adding, {})).toEqual([1, 2, 4]);
    expect(run).toEqual(['a', 'b', 'c']);
    expect(needs).toEqual([[], ['a'], ['a', 'b']]);
  });

  test('does not run units whose results are already known', async () => {
    const { adding, run } = sums(CHAIN);
    const yielded: [string, number][] = [];
    const results = new Map([
      ['a', 10],
      ['c', 30],
    ]);
    for await (const { unit, result } of runExperiment(adding, {}, { results }))
      yielded.push([unit.id, result]);
    expect(yielded).toEqual([['b', 11]]);
    expect(run).toEqual(['b']);
    expect(results.size).toBe(2);
  });

  test('runs the units of a given plan', async () => {
    const { adding, run } = sums(CHAIN);
    const units = adding.units({}).slice(0, 1);
    for await (const { unit } of runExperiment(adding, {}, { units })) expect(unit).toBe(units[0]);
    expect(run).toEqual(['a']);
  });

  test('throws the reason of an aborted signal before the next unit', async () => {
    const { adding, run } = sums(CHAIN);
    const controller = new AbortController();
    const results = runExperiment(adding, {}, { signal: controller.signal });
    await results.next();
    controller.abort(new Error('enough'));
    await expect(results.next()).rejects.toThrow('enough');
    expect(run).toEqual(['a']);
  });
});

const { setup } = trials();
const seeds = [1, 2];
const search = { targetSparsity: 0.75, pruningRounds: 3 };
const untrained = { setup, criteria: { magnitude: CRITERIA.magnitude }, levels: 3 };

/** Every experiment with small options. Their types differ, so that each is bound to its options here. */
const EVERY = [
  bound(imp, { ...experiment().options, seeds }),
  bound(sweep, { seeds, setup, search }),
  bound(comparison, { ...experiment().options, seeds }),
  bound(rewindGridExperiment, { seeds, setup, search, rewindTo: 6, cells: ['control', 'weight rewinding'] }),
  bound(actionsExperiment, {
    ...{ seeds, setup, search },
    actions: [{ survivors: 'constant', sign: 'original', pruned: 'zero' }],
  }),
  bound(oneShot, { seeds, setup, criteria: ['magnitude', 'random'], sparsities: [0.5] }),
  bound(atInit, {
    ...{ seeds, setup, methods: ['snip', 'random'], sparsities: [0.5], checks: ['reinit'], dense: true },
    pruning: { examples: 30 },
  }),
  bound(supermask, { seeds, setup, scores: SCORES, untrained }),
  bound(edgePopup, { seeds, setup, scores: SCORES, keep: 0.5 }),
  bound(strongTicket, { seeds, setup, hidden: 2, n: 8, epsilon: 0.1, growth: { sizes: [2], trials: 2 } }),
  bound(stability, { seeds, setup, at: [0, 6], search, points: 3 }),
];

function bound<Options, Result, Facts, U extends Unit>(
  one: Experiment<Options, Result, Facts, U>,
  options: Options,
) {
  return {
    name: one.name,
    units: () => one.units(options),
    /** Runs every unit on its own, with the results it needs taken from `results`. */
    async runAlone(results: ReadonlyMap<string, Result>, id: string): Promise<Result> {
      const unit = one.units(options).find((candidate) => candidate.id === id) as U;
      const needed = new Map(unit.needs.map((name) => [name, results.get(name) as Result]));
      return one.run(options, unit, needed, {});
    },
    async results(): Promise<Map<string, Result>> {
      const all = new Map<string, Result>();
      for await (const { unit, result } of runExperiment(one, options)) all.set(unit.id, result);
      return all;
    },
    facts: (result: Result) => one.facts(result),
    summarize: (facts: ReadonlyMap<string, Facts>) => one.summarize(options, facts),
  };
}

describe.each(EVERY)('$name', (one) => {
  test('has unique unit ids, and each unit needs only earlier units of its seed', () => {
    const units = one.units();
    expect(new Set(units.map(({ id }) => id)).size).toBe(units.length);
    units.forEach(({ id, seed, needs }, i) => {
      expect(id.startsWith(`seed ${seed}/`)).toBe(true);
      const earlier = units.slice(0, i).filter((unit) => unit.seed === seed);
      for (const need of needs) expect(earlier.map((unit) => unit.id)).toContain(need);
    });
    expect(new Set(units.map(({ seed }) => seed))).toEqual(new Set(seeds));
  });

  test('has facts and a summary of plain data, and a unit gives the same facts when run alone', async () => {
    const results = await (one.results as () => Promise<Map<string, never>>)();
    expect([...results.keys()]).toEqual(one.units().map(({ id }) => id));
    const facts = new Map<string, never>();
    for (const [id, result] of results) {
      const own = one.facts(result);
      if (own === null) continue;
      expect(JSON.parse(JSON.stringify(own))).toEqual(own);
      facts.set(id, own as never);
    }
    const { line, table, plots, notes } = (
      one.summarize as (given: typeof facts) => ReturnType<typeof imp.summarize>
    )(facts);
    expect(structuredClone({ line, table, plots, notes })).toEqual({ line, table, plots, notes });
    for (const { values } of table.rows) expect(values).toHaveLength(seeds.length);
    const last = one.units().at(-1)?.id as string;
    const alone = await one.runAlone(results, last);
    expect(one.facts(alone as never)).toEqual(one.facts(results.get(last) as never));
  });
});
