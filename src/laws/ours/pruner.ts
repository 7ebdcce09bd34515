import {
  type Checkpoint,
  capture,
  LotteryTicketPruner,
  Mask,
  type Progress,
  type PrunableModel,
  type RewindStrategy,
  type Round,
  restore,
  type Trainer,
  WinningTicket,
} from '../../pruning/index.ts';
import type { PrunerImpl, PrunerPlan, PrunerSession, TrainableNetwork } from '../interfaces/pruner.ts';
import { bitsOf, maskOf, named } from './layers.ts';

/** This package's `LotteryTicketPruner`, its rounds stopped between training and pruning. */
export const pruner: PrunerImpl = { start: (network, plan) => new Session(network, plan) };

/** A network as the pruner knows it. */
const modelOf = (network: TrainableNetwork): PrunableModel => ({
  prunableWeights: () => named(network.weights),
  otherWeights: () => new Map([['biases', network.biases]]),
});

/** What is saved: how the network began, and the pruner's own progress once there is any. */
interface Saved {
  readonly start: Checkpoint;
  readonly last: Progress | null;
}

/** A training that has ended and waits for the word to go on. */
interface Waiting {
  readonly round: Promise<IteratorResult<Round, void>>;
  readonly goOn: () => void;
  readonly fail: (error: Error) => void;
}

class Session implements PrunerSession {
  readonly #pruner: LotteryTicketPruner;
  readonly #model: PrunableModel;
  readonly #trainer: Trainer;
  #start: Checkpoint;
  readonly #rewind: RewindStrategy;
  #last: Progress | null = null;
  #waiting: Waiting | null = null;
  #atEnd: () => Promise<void> = async () => {};

  constructor(network: TrainableNetwork, { rounds, targetSparsity, rewind, iterations }: PrunerPlan) {
    this.#rewind = rewind;
    this.#pruner = new LotteryTicketPruner({
      ...{ pruningRounds: rounds, targetSparsity, rewindStrategy: rewind },
      allowUntrained: true, // the networks of some laws are not trained
    });
    this.#model = modelOf(network);
    this.#trainer = trainerOf(network, iterations, () => this.#atEnd());
    this.#start = capture(this.#model, this.#trainer);
  }

  async train(signal: AbortSignal): Promise<void> {
    await this.#drop();
    return new Promise((trained, failed) => {
      let waiting = { goOn: () => {}, fail: (_: Error) => {} };
      this.#atEnd = () => {
        trained();
        return new Promise((goOn, fail) => {
          waiting = { goOn, fail };
        });
      };
      const options = this.#last === null ? { signal } : { signal, resume: this.#last };
      const round = nextOf(this.#pruner.rounds(this.#model, this.#trainer, options));
      round.catch(failed);
      this.#waiting = { round, goOn: () => waiting.goOn(), fail: (error) => waiting.fail(error) };
    });
  }

  /** Ends a training that has not been pruned, and the search that it belongs to. */
  async #drop(): Promise<void> {
    this.#waiting?.fail(new Error('dropped'));
    await this.#waiting?.round.catch(() => {});
    this.#waiting = null;
  }

  async prune(): Promise<void> {
    const { round, goOn } = this.#waiting as Waiting;
    goOn();
    this.#last = ((await round).value as Round).progress;
    this.#waiting = null;
  }

  rewind(): void {
    const { rewindPoint, mask } = this.#last ?? { rewindPoint: this.#start, mask: null };
    restore(rewindPoint, this.#model, this.#trainer);
    mask?.apply(this.#model.prunableWeights());
  }

  masks(): Uint8Array[] {
    return bitsOf(this.#last?.mask ?? Mask.dense(this.#model.prunableWeights()));
  }

  checkpoint(): Saved {
    return { start: this.#start, last: this.#last };
  }

  restore(saved: unknown): void {
    ({ start: this.#start, last: this.#last } = saved as Saved);
  }
  apply(network: TrainableNetwork): void {
    this.#pruner.applyTicket(modelOf(network), this.#ticket());
  }

  #ticket(): WinningTicket {
    const { rewindPoint, sparsityHistory } = this.#last ?? { rewindPoint: this.#start, sparsityHistory: [0] };
    const mask = maskOf(this.masks());
    const weights = new Map([...rewindPoint.weights].map(([name, values]) => [name, values.slice()]));
    mask.apply(weights);
    const { others } = rewindPoint;
    return new WinningTicket({ mask, weights, others, rewind: this.#rewind, sparsityHistory });
  }
}

/** Runs one round and ends the search. */
async function nextOf(rounds: AsyncGenerator<Round, void>): Promise<IteratorResult<Round, void>> {
  try {
    return await rounds.next();
  } finally {
    await rounds.return();
  }
}

/** The network's own training, which at its end waits for `atEnd`. */
function trainerOf(network: TrainableNetwork, iterations: number, atEnd: () => Promise<void>): Trainer<void> {
  return {
    iterations,
    async train({ from, to, signal, afterUpdate }) {
      network.clock = from;
      while (network.clock < to) {
        signal?.throwIfAborted();
        network.update();
        afterUpdate(network.clock);
      }
      await atEnd();
    },
    state: () => network.memory.map((layer) => layer.slice()),
    load(state) {
      network.memory.forEach((layer, l) => {
        layer.set((state as Float32Array[])[l]);
      });
    },
  };
}
