import { splitDataset, twoMoons } from '../../data/index.ts';
import { decodeProgress, decodeTicket, encodeProgress, encodeTicket } from '../../formats/index.ts';
import { type KernelsName, kernelsInfo, useKernels } from '../../kernels/index.ts';
import { mlp, type Sequential } from '../../nn/index.ts';
import { Adam } from '../../optim/index.ts';
import {
  LotteryTicketPruner,
  Mask,
  type Progress,
  RewindStrategy,
  WinningTicket,
} from '../../pruning/index.ts';
import { Random } from '../../random.ts';
import { SupervisedTrainer } from '../../training/index.ts';
import type { TicketImpl, TicketRun } from '../interfaces/ticket.ts';

const ROUNDS = 3;

/** The size of a search: the number of hidden units, and the batch size. Three batches are an epoch. */
interface Size {
  readonly hidden: number;
  readonly batch: number;
}

/** Returns this package's search on two moons, with progress that is saved as a file, and its ticket files. */
export const ticketOf = (size: Size): TicketImpl => ({
  rounds: ROUNDS,
  kernels: kernelsInfo().name === 'simd' ? ['simd', 'reference'] : ['reference'],
  async find(seed, { kernels, resumeAfter }) {
    const before = kernelsInfo().name;
    useKernels((kernels ?? before) as KernelsName);
    try {
      return await search(size, seed, resumeAfter);
    } finally {
      useKernels(before);
    }
  },
  async encode({ layers, others, sparsityHistory }) {
    const mask = new Mask(new Map(layers.map(({ name, mask: bits }) => [name, bits])));
    const weights = new Map(layers.map(({ name, weights: values }) => [name, values]));
    const rest = new Map(others.map(({ name, values }) => [name, values]));
    const rewind = RewindStrategy.init();
    return encodeTicket(new WinningTicket({ mask, weights, others: rest, rewind, sparsityHistory }));
  },
  async decode(bytes) {
    const { mask, weights, others, sparsityHistory } = await decodeTicket(bytes, 'ticket');
    const layers = [...mask.layers].map(([name, bits]) => ({
      name,
      mask: bits,
      weights: weights.get(name) as Float32Array,
    }));
    return { layers, others: [...others].map(([name, values]) => ({ name, values })), sparsityHistory };
  },
});

/** This package's search on two moons with a network of 24 weights, and its ticket files. */
export const ticket: TicketImpl = ticketOf({ hidden: 6, batch: 8 });

async function search(size: Size, seed: number, resumeAfter: TicketRun['resumeAfter']): Promise<string> {
  const pruner = new LotteryTicketPruner({
    targetSparsity: 0.75,
    pruningRounds: ROUNDS,
    rewindStrategy: RewindStrategy.early({ iteration: 2 }),
  });
  const first = networkOf(size, seed);
  if (resumeAfter === undefined) return (await pruner.findTicket(first.model, first.trainer)).digest();
  let saved = new Uint8Array();
  for await (const { round, progress } of pruner.rounds(first.model, first.trainer)) {
    if (round < resumeAfter) continue;
    saved = new Uint8Array(await encodeProgress(progress));
    break;
  }
  const resume: Progress = (await decodeProgress(saved, 'progress')).progress;
  const { model, trainer } = networkOf(size, seed);
  return (await pruner.findTicket(model, trainer, { resume })).digest();
}

function networkOf({ hidden, batch }: Size, seed: number): { model: Sequential; trainer: SupervisedTrainer } {
  const random = new Random(seed);
  const model = mlp([2, hidden, 2], { random: random.fork('initialisation') });
  const examples = twoMoons({ examples: 4 * batch, random: random.fork('examples') });
  const { train, validation } = splitDataset(examples, batch, random.fork('validation'));
  const trainer = new SupervisedTrainer(
    model,
    { train, validation, test: validation },
    {
      optimizer: new Adam(model.namedParameters(), { learningRate: 0.03 }),
      batchSize: batch,
      iterations: 8,
      random: random.fork('data order'),
    },
  );
  return { model, trainer };
}
