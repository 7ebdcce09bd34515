import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ControlName,
  controlNetwork,
  runExperiment,
  type TreatmentName,
  treatmentNamed,
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
  ['', '+sign', '+freeze', '+sign+freeze'].map((marks) => `${action}${marks}` as TreatmentName),
);

test('every treatment has a name, and the name has that treatment', () => {
  expect(new Set(names.map((name) => JSON.stringify(treatmentNamed(name)))).size).toBe(16);
});

test('other names are refused', () => {
  for (const name of ['', 'frog', 'rewind+', 'rewind+freeze+sign', 'rewind+sign+sign', 'sign', 'reinit'])
    expect(() => treatmentNamed(name)).toThrow('must be');
});

test('a control of any name is pruned where the mask says, and nowhere else but by chance', () => {
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

test('rewind+sign is the ticket itself', () => {
  const { network } = controlNetwork(source, 'rewind+sign', mask());
  for (const [layer, values] of network.prunableWeights()) {
    const bits = mask().layers.get(layer) as Uint8Array;
    expect([...values]).toEqual([...(initial().get(layer) as Float32Array)].map((w, i) => (bits[i] ? w : 0)));
  }
});

test('an experiment trains treatments among its controls, and refuses other names before it trains', async () => {
  const done: string[] = [];
  const { setup } = experiment({ controls: ['constant+sign', 'shuffle'] });
  for await (const item of runExperiment(setup)) if (item.kind === 'control') done.push(item.name);
  expect(done).toEqual(['constant+sign', 'shuffle']);
  const wrong = runExperiment({ ...setup, controls: ['frog' as ControlName] });
  await expect(wrong.next()).rejects.toThrow('survivors');
});
