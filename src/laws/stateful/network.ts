// The network for the laws of pruners. It consists of plain arrays, trains itself, and is small enough to compute by hand.

import type { PrunableModel, Trainer, TrainingSpan } from '../../pruning/index.ts';
import { layersOf, type PrunerCase } from './cases.ts';

/** The weights, biases and optimizer state of a network. */
export interface NetworkState {
  /** The prunable weights of all layers in one array. */
  readonly weights: Float32Array;
  /** One bias per layer. Biases are rewound with the weights and never pruned. */
  readonly biases: Float32Array;
  /** The momentum u, one number per weight. */
  readonly momentum: Float32Array;
  /** The learning rate η as an array of length 1. It decays with every update. */
  readonly learningRate: Float32Array;
}

/** Returns the state of a network before training. */
export function freshState({ initial }: PrunerCase): NetworkState {
  const weights = Float32Array.from(initial.flatMap((layer) => [...layer]));
  const biases = new Float32Array(initial.length);
  return { weights, biases, momentum: new Float32Array(weights.length), learningRate: Float32Array.of(1) };
}

/** Returns a copy of the state that shares no array with it. */
export const copyState = ({ weights, biases, momentum, learningRate }: NetworkState): NetworkState => ({
  weights: weights.slice(),
  biases: biases.slice(),
  momentum: momentum.slice(),
  learningRate: learningRate.slice(),
});

/** A function that changes the network in one iteration of training. */
export type Update = (network: NetworkState, iteration: number) => void;

/**
 * Returns the update of a case, which moves the weights towards the targets t (repeated as needed): u ← u/2 + w/4 − t + b/8; b ←
 * b − η·Σw/16;  w ← w − η·u;  η ← 7η/8.
 *
 * The bias depends on the weights before the update, where pruned weights are 0. A pruned weight that returns therefore changes
 * all other weights of its layer. The momentum of pruned weights changes nothing, so that a pruner may clear it.
 */
export function updateOf({ initial, targets }: PrunerCase): Update {
  const layerOf = initial.flatMap((layer, l) => Array.from(layer, () => l));
  return ({ weights, biases, momentum, learningRate }) => {
    const sums = new Float32Array(biases.length);
    for (const [i, l] of layerOf.entries()) {
      sums[l] += weights[i];
      momentum[i] = momentum[i] / 2 + weights[i] / 4 - targets[i % targets.length] + biases[l] / 8;
      weights[i] -= learningRate[0] * momentum[i];
    }
    for (const [l, sum] of sums.entries()) biases[l] -= (learningRate[0] * sum) / 16;
    learningRate[0] *= 7 / 8;
  };
}

/** The record of a network's training. */
export interface TrainingLog {
  /** The iteration of each update. */
  readonly iterations: number[];
  /** The network before each update. */
  readonly before: NetworkState[];
  /** The mask of each call of `train`, as one list for all layers. */
  readonly masks: number[][];
  /** The network at the end of each call of `train`. */
  readonly trained: NetworkState[];
}

const emptyDiary = (): TrainingLog => ({ iterations: [], before: [], masks: [], trained: [] });

/**
 * A network that is also its own trainer. It trains without a mask: the pruner sets pruned weights to 0 in `afterUpdate`.
 */
export class PlainNetwork implements PrunableModel, Trainer<void> {
  readonly iterations: number;
  /** The current state, in live arrays. */
  readonly now: NetworkState;
  /** The masks that the network holds; empty if it holds none. */
  held: ReadonlyMap<string, Uint8Array> = new Map();
  /** Called after each update of `train`. */
  onUpdate: () => void = () => {};
  readonly #layers: Map<string, Float32Array>;
  readonly #update: Update;
  #diary = emptyDiary();

  constructor(of: PrunerCase, update: Update) {
    this.iterations = of.iterations;
    this.now = freshState(of);
    this.#layers = layersOf(of, this.now.weights);
    this.#update = update;
  }

  prunableWeights(): Map<string, Float32Array> {
    return this.#layers;
  }

  otherWeights(): Map<string, Float32Array> {
    return new Map([['biases', this.now.biases]]);
  }

  train({ from, to, mask, afterUpdate }: TrainingSpan): void {
    const { iterations, before, masks, trained } = this.#diary;
    masks.push(flat(mask.layers));
    for (let iteration = from; iteration < to; iteration++) {
      iterations.push(iteration);
      before.push(copyState(this.now));
      this.update(iteration);
      this.onUpdate();
      afterUpdate(iteration + 1);
    }
    trained.push(copyState(this.now));
  }

  /** Runs one iteration of training. */
  update(iteration: number): void {
    this.#update(this.now, iteration);
  }

  state(): unknown {
    const { momentum, learningRate } = copyState(this.now);
    return { momentum, learningRate };
  }

  load(state: unknown): void {
    const { momentum, learningRate } = state as NetworkState;
    this.now.momentum.set(momentum);
    this.now.learningRate.set(learningRate);
  }

  /** Returns the log of the training since the last call, and starts a new one. */
  takeLog(): TrainingLog {
    const diary = this.#diary;
    this.#diary = emptyDiary();
    return diary;
  }
}

/** A network that holds its mask itself: it sets pruned weights to 0 after each update. */
class MaskedNetwork extends PlainNetwork {
  setMask(masks: ReadonlyMap<string, Uint8Array>): void {
    this.held = masks;
  }

  getMask(): ReadonlyMap<string, Uint8Array> {
    return this.held;
  }

  override update(iteration: number): void {
    super.update(iteration);
    if (this.held.size > 0) setPruned(this.now, flat(this.held));
  }
}

/** Sets pruned weights to 0. */
export function setPruned({ weights }: NetworkState, mask: readonly number[]): void {
  for (const [i, bit] of mask.entries()) if (bit === 0) weights[i] = 0;
}

/** Returns the entries of all layers as one list. */
export const flat = (layers: ReadonlyMap<string, ArrayLike<number>>): number[] =>
  [...layers.values()].flatMap((values) => Array.from(values));

/** Returns the network of a case before training. */
export const networkOf = (of: PrunerCase, update = updateOf(of)): PlainNetwork =>
  new (of.holdsMask ? MaskedNetwork : PlainNetwork)(of, update);

/** Returns a network with layers of the same sizes and other weights. */
export const otherNetwork = (of: PrunerCase): PlainNetwork =>
  networkOf({ ...of, initial: of.initial.map((layer) => layer.map(() => 3)) });
