// Two networks and their trainers, as the pruner may meet them: a logistic regression in bare arrays, which knows of no
// framework and no mask, and our own mlp. Each keeps a diary, so that tests can say what should have happened.

import { crossEntropy, backward as flowBack } from '../../src/autograd/index.ts';
import { mlp } from '../../src/nn/index.ts';
import { SGD } from '../../src/optim/index.ts';
import type { PrunableModel, Trainer, Weights } from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';

/** Copies of everything that a rewind restores. */
export interface Snapshot {
  readonly weights: Map<string, Float32Array>;
  readonly others: Map<string, Float32Array>;
  readonly memory: unknown;
}

/** What a trainer was asked to do, and what the network was like meanwhile. */
export interface TrainingLog {
  readonly spans: { round: number; from: number; to: number; remaining: number }[];
  /** When each round began. */
  readonly starts: Snapshot[];
  /** When each round's training ended. */
  readonly ends: Snapshot[];
  /** The first round at each clock, 0 … T. */
  readonly first: Snapshot[];
}

/** A network, its trainer and their diary. */
export interface Client {
  readonly model: PrunableModel;
  readonly trainer: Trainer<number> & Required<Pick<Trainer, 'state' | 'load'>>;
  readonly diary: TrainingLog;
}

/** Called before each update, to disturb it. */
export type Disturb = (round: number, clock: number, model: PrunableModel) => void;

/** T of both clients. */
export const ITERATIONS = 8;

/** Makes one of the clients, all its numbers from a seed. */
export type MakeClient = (seed?: number, disturb?: Disturb) => Client;

const copyOf = (weights: Weights) =>
  new Map([...weights].map(([name, values]) => [name, values.slice()] as const));

interface Parts {
  readonly model: PrunableModel & { otherWeights(): Weights };
  /** One update at a learning rate; returns the loss before it. */
  readonly update: (learningRate: number) => number;
  readonly save: () => unknown;
  readonly load: (state: unknown) => void;
}

function clientOf({ model, update, save, load }: Parts, disturb: Disturb | undefined): Client {
  const diary: TrainingLog = { spans: [], starts: [], ends: [], first: [] };
  const look = (): Snapshot => ({
    weights: copyOf(model.prunableWeights()),
    others: copyOf(model.otherWeights()),
    memory: save(),
  });
  const trainer: Client['trainer'] = {
    iterations: ITERATIONS,
    state: save,
    load,
    async train({ round, from, to, mask, signal, afterUpdate }) {
      diary.spans.push({ round, from, to, remaining: mask.remaining });
      diary.starts.push(look());
      if (round === 1) diary.first[from] = look();
      let loss = Number.NaN;
      for (let clock = from; clock < to; clock++) {
        await null;
        signal?.throwIfAborted();
        loss = update(0.5 / (1 + clock));
        disturb?.(round, clock + 1, model);
        afterUpdate(clock + 1);
        if (round === 1) diary.first[clock + 1] = look();
      }
      diary.ends.push(look());
      return loss;
    },
  };
  return { model, trainer, diary };
}

/** P(y = 1) = σ(u·x + v·x² + b), full-batch gradient descent with momentum, in bare arrays. */
export const logistic: MakeClient = (seed = 1, disturb) => {
  const random = new Random(seed);
  const D = 12;
  const normal = (n: number) => new Float32Array(n).map(() => random.normal());
  const inputs = Array.from({ length: 24 }, () => normal(D));
  const labels = inputs.map((x) => (x[0] - 2 * x[1] + x[2] * x[2] > 0 ? 1 : 0));
  const u = normal(D);
  const v = normal(D);
  const b = normal(1);
  const arrays = [u, v, b];
  const momenta = arrays.map((values) => new Float32Array(values.length));
  const update = (learningRate: number) => {
    const gradients = arrays.map((values) => new Float32Array(values.length));
    let loss = 0;
    inputs.forEach((x, row) => {
      const z = x.reduce((sum, xi, i) => sum + u[i] * xi + v[i] * xi * xi, b[0]);
      const p = 1 / (1 + Math.exp(-z));
      loss -= Math.log(labels[row] === 1 ? p : 1 - p) / inputs.length;
      const slope = (p - labels[row]) / inputs.length;
      x.forEach((xi, i) => {
        gradients[0][i] += slope * xi;
        gradients[1][i] += slope * xi * xi;
      });
      gradients[2][0] += slope;
    });
    arrays.forEach((values, a) => {
      values.forEach((_, i) => {
        momenta[a][i] = 0.9 * momenta[a][i] + gradients[a][i];
        values[i] -= learningRate * momenta[a][i];
      });
    });
    return loss;
  };
  const model = {
    prunableWeights: () =>
      new Map([
        ['linear', u],
        ['square', v],
      ]),
    otherWeights: () => new Map([['bias', b]]),
  };
  const save = () => momenta.map((values) => values.slice());
  const load = (state: unknown) =>
    momenta.forEach((values, a) => {
      values.set((state as Float32Array[])[a]);
    });
  return clientOf({ model, update, save, load }, disturb);
};

/** Our mlp of 4-6-3, trained by our autograd and SGD with momentum and weight decay. */
export const network: MakeClient = (seed = 1, disturb) => {
  const random = new Random(seed);
  const model = mlp([4, 6, 3], { random: random.fork('initialisation') });
  const data = random.fork('data');
  const inputs = tensor(
    new Float32Array(48).map(() => data.normal()),
    [12, 4],
  );
  const labels = new Uint8Array(12).map(() => data.integer(3));
  const optimizer = new SGD(model.namedParameters(), {
    learningRate: 0,
    momentum: 0.9,
    weightDecay: 0.01,
  });
  const update = (learningRate: number) => {
    optimizer.learningRate = learningRate;
    model.zeroGrad();
    const loss = crossEntropy(model.forward(inputs), labels);
    flowBack(loss);
    optimizer.step();
    return loss.item();
  };
  const save = () => optimizer.state();
  const load = (state: unknown) => optimizer.load(state as ReturnType<typeof optimizer.state>);
  return clientOf({ model, update, save, load }, disturb);
};

/** Both, with names for tests. */
export const clients: readonly (readonly [name: string, make: MakeClient])[] = [
  ['a logistic regression in bare arrays', logistic],
  ['our mlp', network],
];

/** The bits of named arrays, so that equality tells +0 from −0. */
export const bitsOf = (weights: Weights): Record<string, number[]> =>
  Object.fromEntries(
    [...weights].map(([name, values]) => [name, [...new Uint32Array(values.slice().buffer)]]),
  );
