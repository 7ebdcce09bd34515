// A pruner in plain code that keeps every law, cut into small methods so that each mistake is one method done wrong.

import type { PrunerImpl, PrunerOptions, SeenRound, SeenTicket } from '../../../src/laws/index.ts';
import {
  CRITERIA,
  type CriterionName,
  type KeptCounts,
  Mask,
  type PrunableModel,
  planRewind,
  planRounds,
  type Trainer,
  type Weights,
} from '../../../src/pruning/index.ts';

/** What is restored in a rewind. */
export interface Point {
  readonly weights: Weights;
  readonly others: Weights;
  readonly optimizer: unknown;
}

type Layers = ReadonlyMap<string, Uint8Array>;

/** Where a search stands: the value of `progress`. */
export interface Standing {
  readonly round: number;
  readonly masks: Layers;
  readonly initial: Weights;
  readonly point: Point;
  /** The masks that the search began with. */
  readonly begun: Layers;
}

/** Returns copies of arrays. */
export const copyOf = <A extends Float32Array | Uint8Array>(arrays: ReadonlyMap<string, A>): Map<string, A> =>
  new Map([...arrays].map(([name, values]) => [name, values.slice() as A]));

/** An implementation from a class: a new object for each search. */
export const by = (Search: typeof PlainSearch): PrunerImpl => ({
  rounds: (model, trainer, options) => new Search(model, trainer, options).run(),
  applyTicket: (model, ticket) => Search.applyTicket(model, ticket),
});

/** One search. */
export class PlainSearch {
  protected readonly model: PrunableModel;
  protected readonly trainer: Trainer;
  protected readonly options: PrunerOptions;
  protected done: Standing;
  /** The network as the first training passed the rewind point. */
  protected passed: Point;

  constructor(model: PrunableModel, trainer: Trainer, options: PrunerOptions) {
    this.model = model;
    this.trainer = trainer;
    this.options = options;
    this.done = options.resume === undefined ? this.begin() : this.resumed(options.resume as Standing);
    this.passed = this.done.point;
  }

  static applyTicket(model: PrunableModel, { mask, weights, others }: SeenTicket): void {
    write(weights, model.prunableWeights());
    write(others, model.otherWeights?.() ?? new Map());
    model.setMask?.(copyOf(mask.layers as Layers));
  }

  async *run(): AsyncGenerator<SeenRound, void> {
    while (this.done.round < this.options.pruningRounds) {
      this.options.signal?.throwIfAborted();
      this.rewind();
      this.passed = this.done.point;
      await this.train();
      const trained = this.record();
      this.done = await this.pruned(trained);
      this.rewind();
      yield this.report(trained);
    }
  }

  protected begin(): Standing {
    const dense = new Map(
      [...this.weights].map(([name, { length }]) => [name, new Uint8Array(length).fill(1)]),
    );
    const held = (this.model.getMask?.() ?? new Map()) as Layers;
    const masks = copyOf(held.size === 0 ? dense : held);
    const point = this.record();
    return { round: 0, masks, initial: copyOf(this.weights), point, begun: masks };
  }

  protected resumed(resume: Standing): Standing {
    return resume;
  }

  protected get weights(): Weights {
    return this.model.prunableWeights();
  }

  protected get others(): Weights {
    return this.model.otherWeights?.() ?? new Map();
  }

  protected record(): Point {
    return { weights: copyOf(this.weights), others: copyOf(this.others), optimizer: this.trainer.state?.() };
  }

  protected rewind(): void {
    const { weights, others, optimizer } = this.done.point;
    write(weights, this.weights);
    write(others, this.others);
    this.rewindOptimizer(optimizer);
    this.handMask();
    this.mask();
  }

  protected handMask(): void {
    this.model.setMask?.(copyOf(this.done.masks));
  }

  protected rewindOptimizer(state: unknown): void {
    this.trainer.load?.(state);
  }

  protected get rewindPlan() {
    return planRewind(this.options.rewindStrategy, this.trainer.iterations);
  }

  /** The iterations between which the next round trains. */
  protected span(): { from: number; to: number } {
    const { from, to } = this.rewindPlan;
    return this.done.round === 0 ? { from: 0, to: this.trainer.iterations } : { from, to };
  }

  protected async train(span = this.span()): Promise<void> {
    const { round, masks } = this.done;
    const afterUpdate = (iteration: number) => this.afterUpdate(iteration);
    await this.trainer.train({ round: round + 1, ...span, mask: new Mask(masks), afterUpdate });
  }

  protected afterUpdate(iteration: number): void {
    this.checkSignal();
    this.maskUpdate();
    if (this.done.round === 0 && iteration === this.rewindPlan.checkpoint) this.passed = this.record();
  }

  protected checkSignal(): void {
    this.options.signal?.throwIfAborted();
  }

  protected maskUpdate(): void {
    if (this.model.setMask === undefined) this.mask();
  }

  /** Sets pruned weights to +0. */
  protected mask(weights = this.weights): void {
    for (const [name, bits] of this.done.masks)
      for (const [i, bit] of bits.entries()) if (bit === 0) (weights.get(name) as Float32Array)[i] = 0;
  }

  /** Where the search stands after pruning. */
  protected async pruned(trained: Point): Promise<Standing> {
    const round = this.done.round + 1;
    return { ...this.done, round, masks: this.select(this.keep()), point: this.point(trained) };
  }

  protected point(trained: Point): Point {
    const { checkpoint, reinitializes } = this.rewindPlan;
    const point = checkpoint === null ? trained : this.passed;
    return reinitializes ? { ...point, ...this.options.reinitialize(this.done.round + 1) } : point;
  }

  /** The weights to keep in the next round. */
  protected keep(): KeptCounts {
    const { targetSparsity, pruningRounds, scope } = this.options;
    const counts = new Mask(this.done.begun).counts();
    return planRounds({ targetSparsity }, pruningRounds, scope, counts)[this.done.round];
  }

  /** Exactly so many weights of highest score, the earlier ones among ties. */
  protected select(keep: KeptCounts): Layers {
    const masks = new Map([...this.done.masks].map(([name, { length }]) => [name, new Uint8Array(length)]));
    for (const [group, count] of keep) {
      const competing = this.survivors().filter(({ name }) => group === null || name === group);
      for (const { name, i } of competing.sort((a, b) => b.score - a.score).slice(0, count))
        (masks.get(name) as Uint8Array)[i] = 1;
    }
    return masks;
  }

  protected survivors(): { name: string; i: number; score: number }[] {
    return [...this.done.masks].flatMap(([name, bits]) => {
      const scores = this.scores(name);
      return [...bits].flatMap((bit, i) => (bit === 1 ? [{ name, i, score: scores[i] }] : []));
    });
  }

  protected scores(layer: string): Float32Array {
    const { random } = this.options;
    const score = CRITERIA[this.options.criterion as CriterionName];
    return score({ trained: this.weights, initial: this.done.initial, layer, random });
  }

  protected report({ weights, others }: Point): SeenRound {
    const { round } = this.done;
    return { round, trained: { weights, others }, ticket: this.ticket(), progress: this.done };
  }

  protected ticket(): SeenTicket {
    const mask = new Mask(this.done.masks);
    const { sparsity, remaining } = mask;
    const weights = copyOf(this.weights); // rewound and masked
    const others = copyOf(this.others);
    return {
      mask,
      weights,
      others,
      sparsity,
      remainingParameters: remaining,
      rewind: this.options.rewindStrategy,
    };
  }
}

/** Writes arrays into others of the same names. */
export function write(from: Weights, to: Weights): void {
  for (const [name, values] of from) (to.get(name) as Float32Array).set(values);
}
