import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ActionName,
  actionNamed,
  type ControlName,
  controlNetwork,
  imp,
  runExperiment,
} from '../../../src/experiments/index.ts';
import { mlp } from '../../../src/nn/index.ts';
import { Mask } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { experiment } from '../small.ts';

const source = { makeModel: (random: Random) => mlp([3, 4, 2], { random }), random: new Random(5) };
const initial = () => source.makeModel(source.random.fork('initialisation')).prunableWeights();
const mask = () =>
  new Mask(new Map([...initial()].map(([name, values]) => [name, Uint8Array.from(values, (_, i) => i % 2)])));

const SURVIVORS = ['rewind', 'reinitialise', 'reshuffle', 'constant'] as const;
const names = SURVIVORS.flatMap((action) =>
  ['', '+sign', '+freeze', '+sign+freeze'].map((marks) => `${action}${marks}` as ActionName),
);

test('the 16 names of actions give 16 different actions', () => {
  expect(new Set(names.map((name) => JSON.stringify(actionNamed(name)))).size).toBe(16);
});

test('actionNamed throws for an invalid name', () => {
  for (const name of ['', 'frog', 'rewind+', 'rewind+freeze+sign', 'rewind+sign+sign', 'sign', 'reinit'])
    expect(() => actionNamed(name)).toThrow('must be');
});

test('every control has weights of 0 where the mask prunes them', () => {
  fc.assert(
    fc.property(fc.constantFrom<ControlName>('reinit', ...names), (name) => {
      const { network, mask: under } = controlNetwork(source, name, mask());
      for (const [layer, bits] of under.layers) {
        const values = network.prunableWeights().get(layer) as Float32Array;
        for (let i = 0; i < bits.length; i++) if (bits[i] === 0) expect(values[i]).toBe(0);
      }
    }),
  );
});

test('the control rewind+sign equals the ticket', () => {
  const { network } = controlNetwork(source, 'rewind+sign', mask());
  for (const [layer, values] of network.prunableWeights()) {
    const bits = mask().layers.get(layer) as Uint8Array;
    expect([...values]).toEqual([...(initial().get(layer) as Float32Array)].map((w, i) => (bits[i] ? w : 0)));
  }
});

test('a search can train actions as controls, and rejects invalid names before training', async () => {
  const done: string[] = [];
  const { options } = experiment({ controls: ['constant+sign', 'shuffle'] });
  for await (const { result } of runExperiment(imp, options))
    if (result.kind === 'control') done.push(result.name);
  expect(done).toEqual(['constant+sign', 'shuffle']);
  expect(() => imp.units({ ...options, controls: ['frog' as ControlName] })).toThrow('survivors');
});
