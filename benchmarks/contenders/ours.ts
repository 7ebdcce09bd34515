// winning-ticket, through its public entry, with the kernels it chooses by itself.

import {
  Adam,
  type Batch,
  LotteryTicketPruner,
  type Module,
  mlp,
  Random,
  RewindStrategy,
  tensor,
  tensors,
  trainStep,
} from '../../src/index.ts';
import { kernels, kernelsInfo } from '../../src/kernels/index.ts';
import { TrialPool } from '../../src/parallel/index.ts';
import { type Contender, timed } from '../contender.ts';
import { type Figures, figures, said, trial } from '../imp.ts';
import type {
  ImpProblem,
  Layer,
  MatmulProblem,
  StepProblem,
  TopkProblem,
  TrialsProblem,
} from '../problems.ts';
import { COMPARED } from '../step.ts';
import type { ThreadsProblem } from '../threads.ts';
import { dispatchTime, threaded } from './threaded.ts';

/** What all others are compared with. */
type Ours = Contender & Required<Pick<Contender, 'check' | 'note'>>;

const note = () => `${kernelsInfo().name} kernels (${kernelsInfo().reason})`;

export function matmul({ a, b, m, k, n }: MatmulProblem): Ours {
  const [left, right] = [tensor(a, [m, k]), tensor(b, [k, n])];
  return {
    run: (times) => timed(times, () => tensors.matmul(left, right)),
    check: () => tensors.matmul(left, right).values(),
    note,
  };
}

export function step({ layers, batches, batchSize, learningRate }: StepProblem): Ours {
  const model = modelOf(layers);
  const optimizer = new Adam(model.namedParameters(), { learningRate });
  const ready: Batch[] = batches.map(({ inputs, labels }) => ({
    inputs: tensor(inputs, [batchSize, layers[0].inputs]),
    labels,
  }));
  let clock = 0;
  const next = () => trainStep(model, optimizer, ready[clock++ % ready.length]);
  return {
    run: (times) => timed(times, next),
    check: () => Array.from({ length: COMPARED }, next),
    note,
  };
}

export function imp(problem: ImpProblem): Ours {
  let last: Figures | undefined;
  return {
    run: (times) =>
      timed(times, async () => {
        last = await search(problem);
      }),
    check: async () => figures(await search(trial(problem))),
    note: () => `${note()}; ${said(last)}`,
  };
}

export function topk({ scores, k }: TopkProblem): Ours {
  return {
    run: (times) => timed(times, () => kernels.topK(scores, k)),
    check: () => {
      const keep = kernels.topK(scores, k);
      return [scores.reduce((least, score, i) => (keep[i] === 1 && score < least ? score : least), Infinity)];
    },
    note,
  };
}

/** The threads are started before, as whoever runs trials after trials has them. */
export async function trials({ seeds, threads }: TrialsProblem): Promise<Ours & Required<Contender>> {
  const task = new URL('../one-trial.ts', import.meta.url);
  const pool = await TrialPool.open<number, number[]>(task, { threads });
  const all = async () => {
    const results = await Promise.all(pool.run(seeds));
    return results.flatMap((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  };
  return {
    run: (times) => timed(times, all),
    check: all,
    note: () => `${note()}; ${threads} threads`,
    close: () => pool.close(),
  };
}

let dispatch: number | undefined;

export async function threads({ compute }: ThreadsProblem): Promise<Ours> {
  const { kernels, pool } = await threaded();
  dispatch ??= dispatchTime(pool);
  return {
    run: (times) => timed(times, () => compute(kernels)),
    check: () => Array.from(compute(kernels)),
    note: () => `${pool.size} threads; handing out bands without work takes ${dispatch?.toFixed(1)} µs`,
    close: () => pool.close(),
  };
}

function modelOf(layers: readonly Layer[]): Module {
  const model = mlp([layers[0].inputs, ...layers.map(({ outputs }) => outputs)], { random: new Random(0) });
  const named = layers.flatMap(({ weight, bias }, i): [string, Float32Array][] => [
    [`fc${i + 1}.weight`, weight],
    [`fc${i + 1}.bias`, bias],
  ]);
  model.load(new Map(named));
  const masks = layers.flatMap(({ mask }, i): [string, Uint8Array][] =>
    mask ? [[`fc${i + 1}.weight`, mask]] : [],
  );
  model.setMask(new Map(masks));
  return model;
}

/** Batches are gathered as they are needed: data in binary32, in the order all contenders are told. */
async function search({ layers, inputs, labels, order, batchSize, ...rest }: ImpProblem): Promise<Figures> {
  const { learningRate, rounds, iterations, rate } = rest;
  const model = modelOf(layers);
  const optimizer = new Adam(model.namedParameters(), { learningRate });
  const examples = tensor(inputs, [labels.length, layers[0].inputs]);
  const losses: number[] = [];
  const trainer = {
    iterations,
    state: () => optimizer.state(),
    load: (state: unknown) => optimizer.load(state as ReturnType<typeof optimizer.state>),
    train({ from, to, afterUpdate }: { from: number; to: number; afterUpdate(clock: number): void }) {
      for (let clock = from; clock < to; clock++) {
        const picked = order.subarray(clock * batchSize, (clock + 1) * batchSize);
        const batch = {
          inputs: tensors.gather(examples, picked),
          labels: Uint8Array.from(picked, (i) => labels[i]),
        };
        losses.push(trainStep(model, optimizer, batch));
        afterUpdate(clock + 1);
      }
    },
  };
  const pruner = new LotteryTicketPruner({
    roundRate: rate,
    pruningRounds: rounds,
    scope: 'global',
    rewindStrategy: RewindStrategy.init(),
  });
  const ticket = await pruner.findTicket(model, trainer);
  return { remaining: ticket.remainingParameters, losses };
}
