import { integer } from '../check.ts';
import type { Random } from '../random.ts';
import { gather, reshape, type Tensor } from '../tensor/index.ts';
import { checkDataset } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';

/** The examples of one training iteration. */
export interface Batch {
  /** The inputs, one example per row: [batchSize, features]. */
  readonly inputs: Tensor;
  /** The class of each example: [batchSize]. */
  readonly labels: Uint8Array;
}

/**
 * Provides the batch of each training iteration as a pure function of the generator and the iteration, so that training can
 * start again from any iteration with the same batches. Epoch e visits the examples in a permutation drawn from
 * `random.fork('epoch e')`, in ⌊n ÷ batchSize⌋ full batches; the remaining n mod batchSize examples are skipped in that epoch.
 *
 * @example
 * const data = xor({ examples: 100, random: new Random(1) });
 * const batches = new Batches(data, 20, new Random(2));
 * batches.perEpoch; // → 5
 * batches.at(0).inputs.shape; // → [ 20, 2 ]
 */
export class Batches {
  /** The dataset that examples are taken from. */
  readonly dataset: Dataset;
  /** Number of examples per batch. */
  readonly batchSize: number;
  /** Number of batches, and thus of iterations, per epoch: ⌊n ÷ batchSize⌋. */
  readonly perEpoch: number;
  readonly #random: Random;
  #epoch = -1;
  #order: Uint32Array = new Uint32Array(0);

  /** @throws {ValueError} unless `batchSize` is an integer in [1, n]. */
  constructor(dataset: Dataset, batchSize: number, random: Random) {
    checkDataset(dataset);
    integer('batch size', batchSize, 1, dataset.labels.length);
    this.dataset = { ...dataset, inputs: reshape(dataset.inputs, dataset.inputs.shape) };
    this.batchSize = batchSize;
    this.perEpoch = Math.floor(dataset.labels.length / batchSize);
    this.#random = random;
  }

  /**
   * Returns a copy of the batch of one iteration, counted from 0 through all epochs.
   *
   * @throws {ValueError} unless the iteration is an integer ≥ 0.
   */
  at(iteration: number): Batch {
    integer('iteration', iteration, 0);
    const start = (iteration % this.perEpoch) * this.batchSize;
    const order = this.#orderOf(Math.floor(iteration / this.perEpoch));
    const picked = order.subarray(start, start + this.batchSize);
    return {
      inputs: gather(this.dataset.inputs, picked),
      labels: Uint8Array.from(picked, (index) => this.dataset.labels[index]),
    };
  }

  #orderOf(epoch: number): Uint32Array {
    if (epoch !== this.#epoch) {
      this.#order = this.#random.fork(`epoch ${epoch}`).permutation(this.dataset.labels.length);
      this.#epoch = epoch;
    }
    return this.#order;
  }
}
