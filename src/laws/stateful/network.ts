// A network in plain arrays that trains itself: small enough to follow by hand, and what every pruner is tried on.

import type { NetworkState, TrainableNetwork } from '../interfaces/pruner.ts';

const { fround } = Math;

/** A fresh network: these weights, biases and memory 0. */
export const freshState = (weights: readonly Float32Array[]): NetworkState => ({
  weights: weights.map((layer) => layer.slice()),
  biases: new Float32Array(weights.length),
  memory: weights.map((layer) => new Float32Array(layer.length)),
});

/** The same numbers in arrays of their own. */
export const copyState = ({ weights, biases, memory }: NetworkState): NetworkState => ({
  weights: weights.map((layer) => layer.slice()),
  biases: biases.slice(),
  memory: memory.map((layer) => layer.slice()),
});

/**
 * One update in place, t the clock: g = w/4 − target + b/8;  u ← u/2 + g;  w ← w − u/(1 + t);  and the layer's bias
 * b ← b − Σw/(16·(1 + t)), by which a revived weight disturbs all others of its layer.
 */
export function updateState(
  { weights, biases, memory }: NetworkState,
  targets: Float32Array,
  clock: number,
): void {
  const rate = fround(1 / (1 + clock));
  weights.forEach((layer, l) => {
    let sum = 0;
    for (let i = 0; i < layer.length; i++) {
      const pull = fround(fround(layer[i] / 4) - targets[i % targets.length]);
      memory[l][i] = fround(memory[l][i] / 2) + fround(pull + fround(biases[l] / 8));
      layer[i] -= fround(rate * memory[l][i]);
      sum = fround(sum + layer[i]);
    }
    biases[l] -= fround(rate * fround(sum / 16));
  });
}

/** A live network that keeps a diary of its updates' clocks. */
export class PlainNetwork implements TrainableNetwork {
  readonly weights: readonly Float32Array[];
  readonly biases: Float32Array;
  readonly memory: readonly Float32Array[];
  clock = 0;
  /** The clock of each update so far. */
  readonly clocks: number[] = [];
  /** Called after each update. */
  onUpdate: () => void = () => {};
  readonly #targets: Float32Array;

  /** A fresh network whose training pulls the weights towards `targets`, repeated. */
  constructor(weights: readonly Float32Array[], targets: Float32Array) {
    ({ weights: this.weights, biases: this.biases, memory: this.memory } = freshState(weights));
    this.#targets = targets;
  }

  update(): void {
    updateState(this, this.#targets, this.clock);
    this.clocks.push(this.clock++);
    this.onUpdate();
  }
}
