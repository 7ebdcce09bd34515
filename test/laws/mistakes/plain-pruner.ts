// A pruner in plain arrays that keeps every law, cut into small pieces so that each mistake is one piece done wrong.

import type { PrunerPlan, PrunerSession, TrainableNetwork } from '../../../src/laws/index.ts';

type Weights = readonly Float32Array[];

/** What comes back in a rewind. */
export interface Point {
  readonly weights: Weights;
  readonly biases: Float32Array;
  readonly memory: Weights;
}

/** Where the search stands. */
export interface Saved {
  readonly round: number;
  readonly masks: readonly Uint8Array[];
  readonly point: Point;
}

const copyOf = (arrays: Weights) => arrays.map((array) => array.slice());

/** A network's numbers in arrays of their own. */
export const capture = ({ weights, biases, memory }: TrainableNetwork): Point => ({
  weights: copyOf(weights),
  biases: biases.slice(),
  memory: copyOf(memory),
});

export class PlainPruner implements PrunerSession {
  protected readonly network: TrainableNetwork;
  protected readonly plan: PrunerPlan;
  protected done: Saved;
  protected passed: Point | null = null;

  constructor(network: TrainableNetwork, plan: PrunerPlan) {
    this.network = network;
    this.plan = plan;
    this.done = {
      round: 0,
      masks: network.weights.map((layer) => new Uint8Array(layer.length).fill(1)),
      point: this.record(),
    };
  }

  train(signal: AbortSignal): void {
    const { network } = this;
    const [from, to] = this.done.round === 0 ? [0, this.plan.iterations] : [this.plan.from, this.plan.to];
    this.passed = this.done.point;
    this.setClock(from);
    while (network.clock < to) {
      signal.throwIfAborted();
      network.update();
      this.afterUpdate();
      if (network.clock === this.plan.checkpoint) this.passed = this.record();
    }
  }

  prune(): void {
    const { round } = this.done;
    const masks = this.select(this.plan.keep[round]);
    const recorded = round === 0 ? (this.passed as Point) : this.done.point;
    const point = this.plan.checkpoint === null ? this.record() : recorded;
    this.done = { round: round + 1, masks, point };
  }

  rewind(): void {
    const { weights, biases, memory } = this.done.point;
    this.network.weights.forEach((layer, l) => {
      layer.set(weights[l]);
    });
    this.network.biases.set(biases);
    this.rewindMemory(memory);
    this.mask(this.network.weights);
  }

  masks(): readonly Uint8Array[] {
    return this.done.masks;
  }

  checkpoint(): unknown {
    return this.done;
  }

  restore(saved: unknown): void {
    this.done = saved as Saved;
  }

  apply(network: TrainableNetwork): void {
    network.weights.forEach((layer, l) => {
      layer.set(this.done.point.weights[l]);
    });
    network.biases.set(this.done.point.biases);
    this.mask(network.weights);
  }

  protected record(): Point {
    return capture(this.network);
  }

  protected setClock(from: number): void {
    this.network.clock = from;
  }

  protected afterUpdate(): void {
    this.mask(this.network.weights);
  }

  protected rewindMemory(memory: Weights): void {
    this.network.memory.forEach((layer, l) => {
      layer.set(memory[l]);
    });
  }

  /** Exactly `keep` survivors of largest magnitude, the earlier first among equals. */
  protected select(keep: number): Uint8Array[] {
    const survivors = this.survivors().sort((a, b) => b.score - a.score);
    const masks = this.done.masks.map((mask) => new Uint8Array(mask.length));
    for (const { l, i } of survivors.slice(0, keep)) masks[l][i] = 1;
    return masks;
  }

  protected survivors(): { l: number; i: number; score: number }[] {
    return this.done.masks.flatMap((mask, l) =>
      [...mask].flatMap((bit, i) =>
        bit === 1 ? [{ l, i, score: Math.abs(this.network.weights[l][i]) }] : [],
      ),
    );
  }

  protected mask(weights: Weights): void {
    this.done.masks.forEach((mask, l) => {
      mask.forEach((bit, i) => {
        if (bit === 0) weights[l][i] = 0;
      });
    });
  }
}
