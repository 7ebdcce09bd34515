import { describe, expect, test } from 'vitest';
import {
  actionNamed,
  actionsExperiment,
  atInit,
  comparison,
  type Experiment,
  imp,
  oneShot,
  rewindGridExperiment,
  runExperiment,
  sameSign,
  stability,
  strongTicket,
  supermask,
  sweep,
  type Unit,
} from '../../src/experiments/index.ts';
import { decodeResult, encodeResult } from '../../src/formats/result-file.ts';
import type { Sequential } from '../../src/nn/index.ts';
import { CRITERIA, RewindStrategy } from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { trials } from '../experiments/small.ts';
import { SCORES } from '../experiments/subnetwork/small.ts';
import { OPTIMIZERS, trainerOf } from '../training/small.ts';

const search = {
  targetSparsity: 0.75,
  pruningRounds: 3,
  rewindStrategy: RewindStrategy.early({ iteration: 6 }),
};
const base = { seeds: [5, 6], setup: trials().setup };

/** Trials whose data order can be chosen, for the experiments that compare orders. */
const { setup } = trials({
  makeTrainer: (model, { order = new Random(2) } = {}) =>
    trainerOf(model as Sequential, { optimizer: OPTIMIZERS.adam(model as Sequential), random: order }),
});

const untrained = {
  setup,
  criteria: { same_sign: sameSign(CRITERIA.large_final), random: CRITERIA.random },
  levels: 3,
};

// biome-ignore lint/suspicious/noExplicitAny: the experiments have different options
const CASES: [string, Experiment<any, any, any>, object][] = [
  ['imp', imp, { ...base, search, controls: ['reinit', 'shuffle', 'rewind+sign', 'reshuffle+freeze'] }],
  [
    'imp that keeps trained weights',
    imp,
    { ...base, search: { ...search, rewindStrategy: RewindStrategy.none() }, controls: ['reinit'] },
  ],
  ['comparison', comparison, { ...base, search, controls: ['reinit', 'shuffle'] }],
  [
    'actions',
    actionsExperiment,
    { ...base, search, actions: ['rewind', 'constant+sign+freeze'].map(actionNamed) },
  ],
  ['sweep', sweep, { ...base, search }],
  [
    'rewind-grid',
    rewindGridExperiment,
    {
      ...{ ...base, search, rewindTo: 6 },
      cells: ['fine-tuning', 'weight rewinding', 'learning-rate rewinding', 'control', 'reinitialised'],
    },
  ],
  ['stability', stability, { seeds: [5, 6], setup, at: [0, 6], search, points: 4 }],
  ['stability of the dense network', stability, { seeds: [5], setup, at: [0, 6], search: null, points: 4 }],
  [
    'at-init',
    atInit,
    {
      ...{ ...base, dense: true, methods: ['snip', 'grasp', 'synflow'], sparsities: [0.5, 0.75] },
      ...{ checks: ['shuffle', 'reinit'], pruning: { examples: 30 } },
    },
  ],
  ['one-shot', oneShot, { ...base, criteria: ['magnitude', 'movement', 'random'], sparsities: [0.5, 0.96] }],
  [
    'strong-ticket',
    strongTicket,
    { seeds: [5, 6], setup, hidden: 4, n: 12, epsilon: 0.1, growth: { sizes: [2, 4], trials: 5 } },
  ],
  ['supermask', supermask, { seeds: [5, 6], setup, scores: SCORES, untrained }],
];

/**
 * The facts of every unit, by id. Every result goes through a file before another unit uses it, and each unit gets results of
 * its own, as if it ran in a process of its own.
 */
async function factsThroughFiles<Options, Result, Facts, U extends Unit>(
  experiment: Experiment<Options, Result, Facts, U>,
  options: Options,
): Promise<{ facts: Map<string, Facts | null>; files: number }> {
  const units = experiment.units(options);
  const needed = new Set(units.flatMap(({ needs }) => needs));
  const files = new Map<string, Uint8Array>();
  const facts = new Map<string, Facts | null>();
  const read = async (id: string) => (await decodeResult(files.get(id) as Uint8Array, id)).value as Result;
  for (const unit of units) {
    const results = new Map<string, Result>();
    for (const id of unit.needs) results.set(id, await read(id));
    const result = await experiment.run(options, unit, results, {});
    facts.set(unit.id, experiment.facts(result));
    if (!needed.has(unit.id)) continue;
    files.set(unit.id, await encodeResult(result));
    const back = await read(unit.id);
    expect(back).toEqual(result);
    expect(experiment.facts(back)).toStrictEqual(experiment.facts(result));
  }
  return { facts, files: files.size };
}

describe('an experiment whose results are written to and read from files equals an uninterrupted run:', () => {
  test.each(CASES)('%s', async (_, experiment, options) => {
    const direct = new Map<string, unknown>();
    for await (const { unit, result } of runExperiment(experiment, options))
      direct.set(unit.id, experiment.facts(result));
    const { facts, files } = await factsThroughFiles(experiment, options);
    expect(files).toBeGreaterThan(0);
    expect([...facts]).toStrictEqual([...direct]);
    // Facts are stored as JSON.
    expect(JSON.parse(JSON.stringify([...direct]))).toStrictEqual([...direct]);
  });
});
