// PyTorch with one thread, its own pruning masks and Adam; what it does stands in pytorch.py.

import type { Contender } from '../contender.ts';
import { trial } from '../imp.ts';
import type { ImpProblem, Layer, StepProblem, TopkProblem } from '../problems.ts';
import { COMPARED } from '../step.ts';
import { share, startPython } from './python.ts';

export function step({ layers, batches, batchSize, learningRate }: StepProblem): Promise<Contender> {
  const arrays = {
    ...layerArrays(layers),
    inputs: joined(
      Float32Array,
      batches.map(({ inputs }) => inputs),
    ),
    labels: joined(
      Uint8Array,
      batches.map(({ labels }) => labels),
    ),
  };
  return job('step', arrays, { layers: sizes(layers), batchSize, learningRate, compared: COMPARED });
}

export async function imp(problem: ImpProblem): Promise<Contender> {
  const { layers, inputs, labels, order, batchSize, learningRate, rounds, iterations, rate } = problem;
  const arrays = { ...layerArrays(layers), inputs, labels, order };
  const { rounds: fewRounds, iterations: fewIterations } = trial(problem);
  const options = { layers: sizes(layers), batchSize, learningRate, rounds, iterations, rate };
  return job('imp', arrays, { ...options, trial: { rounds: fewRounds, iterations: fewIterations } });
}

export function topk({ scores, k }: TopkProblem): Promise<Contender> {
  return job('topk', { scores }, { k });
}

/** A process of its own for each problem. */
async function job(kind: string, arrays: Parameters<typeof share>[0], options: object): Promise<Contender> {
  const { about, ask, end } = await startPython();
  const { files, remove } = share(arrays);
  await ask({ make: kind, arrays: files, ...options }).finally(remove);
  let note = about;
  return {
    async run(times) {
      const { ms, text } = await ask({ run: times });
      note = text === '' ? about : `${about}; ${text}`;
      return ms;
    },
    check: async () => (await ask({ check: true })).values,
    note: () => note,
    close: end,
  };
}

const sizes = (layers: readonly Layer[]) => layers.map(({ inputs, outputs }) => [inputs, outputs]);

function layerArrays(layers: readonly Layer[]): Record<string, Float32Array | Uint8Array> {
  const named = layers.flatMap(({ weight, bias, mask }, i) => [
    [`weight${i}`, weight],
    [`bias${i}`, bias],
    ...(mask ? [[`mask${i}`, mask]] : []),
  ]);
  return Object.fromEntries(named);
}

function joined<Values extends Float32Array | Uint8Array>(
  Type: new (length: number) => Values,
  parts: readonly Values[],
): Values {
  const all = new Type(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
