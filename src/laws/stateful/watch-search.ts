// Observes a search from outside: through its trainer, the arrays of its network, and the rounds that it yields.

import { sameList } from '../expect.ts';
import type { PrunerImpl, SeenRound, SeenTicket } from '../interfaces/pruner.ts';
import { optionsOf, type PrunerCase } from './cases.ts';
import { copyState, flat, type NetworkState, networkOf, type TrainingLog } from './network.ts';

/** The observations of one round. */
export interface WatchedRound extends TrainingLog {
  /** The round that the pruner yielded. */
  readonly seen: SeenRound;
  /** The network after the rewind. */
  readonly rewound: NetworkState;
  /** The masks before and after the round, each as one list for all layers. */
  readonly maskBefore: readonly number[];
  readonly maskAfter: readonly number[];
}

/**
 * Runs a search to its end and returns its rounds. By default, it starts with the first round in a new network, and nothing
 * trains the network between rounds.
 */
export async function watch(
  impl: PrunerImpl,
  of: PrunerCase,
  { network = networkOf(of), resume = undefined as unknown, updatesBetween = 0 } = {},
): Promise<WatchedRound[]> {
  const options = { ...optionsOf(of), ...(resume !== undefined && { resume }) };
  const rounds: WatchedRound[] = [];
  let maskBefore = Array.from(network.now.weights, () => 1);
  network.takeLog();
  for await (const seen of impl.rounds(network, network, options)) {
    const maskAfter = flat(seen.ticket.mask.layers);
    const rewound = copyState(network.now);
    rounds.push({ ...network.takeLog(), seen, rewound, maskBefore, maskAfter });
    maskBefore = maskAfter;
    for (let i = 0; i < updatesBetween; i++) network.update(i);
    if (rounds.length > of.keep.length) break; // An incorrect pruner may never end.
  }
  return rounds;
}

/** Returns the number of weights that a mask keeps. */
export const kept = (mask: readonly number[]): number => mask.reduce((sum, bit) => sum + bit, 0);

/** Returns the values at positions where the mask is `bit`. */
export const where = (values: ArrayLike<number>, mask: readonly number[], bit: 0 | 1): number[] =>
  Array.from(values).filter((_, i) => mask[i] === bit);

type Parts = { readonly weights: ArrayLike<number>; readonly biases: ArrayLike<number> };

/** Returns named weights and biases, such as those of a ticket, as one list each. */
export const weightsAndBiases = ({ weights, others }: Pick<SeenTicket, 'weights' | 'others'>): Parts => ({
  weights: flat(weights),
  biases: flat(others),
});

/** Throws unless the weights and biases are the same. */
export function sameWeights(what: string, got: Parts, expected: Parts): void {
  sameList(`${what}: weights`, got.weights, expected.weights);
  sameList(`${what}: biases`, got.biases, expected.biases);
}

/** Throws unless the learning rate and the momentum of surviving weights are the same. */
export function sameOptimizer(
  what: string,
  got: NetworkState,
  expected: NetworkState,
  mask: readonly number[],
): void {
  sameList(`${what}: learning rate`, got.learningRate, expected.learningRate);
  const [momentum, survivors] = [got, expected].map((state) => where(state.momentum, mask, 1));
  sameList(`${what}: momentum of surviving weights`, momentum, survivors);
}
