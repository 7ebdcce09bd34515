// A search watched from outside: the network is looked at before each update, and after each step of each round.

import type { NetworkState, PrunerImpl, PrunerPlan, PrunerSession } from '../interfaces/pruner.ts';
import { copyState, PlainNetwork } from './network.ts';
import type { PrunerCase } from './plan.ts';

/** What was seen of one round. */
export interface SeenRound {
  /** The clocks of the updates made by `train`, by `prune` and by `rewind`. */
  readonly clocks: { readonly train: number[]; readonly prune: number[]; readonly rewind: number[] };
  /** The network before each update. */
  readonly begun: readonly NetworkState[];
  /** The network when its training ended. */
  readonly trained: NetworkState;
  /** The network after the rewind. */
  readonly rewound: NetworkState;
  /** The masks before and after the round. */
  readonly before: readonly number[][];
  readonly after: readonly number[][];
}

/** A search that has run through all rounds. */
export interface SeenSearch {
  readonly plan: PrunerPlan;
  readonly rounds: readonly SeenRound[];
  readonly session: PrunerSession;
  readonly network: PlainNetwork;
}

/** What one update does; the network's own by default. */
export type Update = (network: NetworkState, clock: number) => void;

class WatchedNetwork extends PlainNetwork {
  readonly begun: NetworkState[] = [];
  readonly #update: Update | undefined;

  constructor({ initial, targets }: PrunerCase, update: Update | undefined) {
    super(initial, targets);
    this.#update = update;
  }

  override update(): void {
    this.begun.push(copyState(this));
    if (this.#update === undefined) super.update();
    else {
      this.#update(this, this.clock);
      this.clocks.push(this.clock++);
    }
  }
}

/** Runs a search to its end. */
export async function watch(impl: PrunerImpl, of: PrunerCase, update?: Update): Promise<SeenSearch> {
  const network = new WatchedNetwork(of, update);
  const session = await impl.start(network, of.plan);
  const masks = () => session.masks().map((mask) => Array.from(mask));
  const clocks = () => network.clocks.splice(0);
  const rounds: SeenRound[] = [];
  for (let k = 0; k < of.plan.rounds; k++) {
    const before = masks();
    await session.train(new AbortController().signal);
    const [train, trained] = [clocks(), copyState(network)];
    await session.prune();
    const prune = clocks();
    const after = masks();
    await session.rewind();
    const seen = { clocks: { train, prune, rewind: clocks() }, begun: network.begun.splice(0), trained };
    rounds.push({ ...seen, rewound: copyState(network), before, after });
  }
  return { plan: of.plan, rounds, session, network };
}

/** How many weights masks keep. */
export const kept = (masks: readonly number[][]): number => masks.flat().reduce((sum, bit) => sum + bit, 0);

/** The entries of every layer where a mask is `bit`, end to end. */
export const where = (arrays: readonly Float32Array[], masks: readonly number[][], bit: 0 | 1): number[] =>
  arrays.flatMap((array, l) => Array.from(array).filter((_, i) => masks[l][i] === bit));
