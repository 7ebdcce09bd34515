// Pruning schedules. s is the target sparsity, n the number of rounds, p the fraction of the surviving weights that one round
// prunes, k the round. Counts are computed in float64, with the same result on every engine. Halves are rounded up.

import { between, integer } from '../check.ts';
import { integerPower, nthRoot } from '../numeric/index.ts';

/**
 * Returns the fraction of the surviving weights that each of n rounds prunes to reach a target sparsity s: p = 1 − (1 − s)^(1/n).
 *
 * @param targetSparsity s in (0, 1).
 * @param rounds n ≥ 1.
 * @throws {ValueError} if an argument is out of range.
 *
 * @example
 * pruningRate(0.75, 2); // → 0.5
 * pruningRate(0.9, 10).toFixed(3); // → '0.206'
 */
export function pruningRate(targetSparsity: number, rounds: number): number {
  return 1 - remaining(targetSparsity, rounds, 1);
}

/**
 * Returns the fraction of the weights that survive round k of n: (1 − p)^k, where p is the `pruningRate`.
 *
 * @param targetSparsity s in (0, 1).
 * @param rounds n ≥ 1.
 * @param round k in [0, n].
 * @throws {ValueError} if an argument is out of range.
 *
 * @example
 * [0, 1, 2].map((round) => remaining(0.75, 2, round)); // → [ 1, 0.5, 0.25 ]
 */
export function remaining(targetSparsity: number, rounds: number, round: number): number {
  between('targetSparsity', targetSparsity, 0, 1);
  integer('pruningRounds', rounds, 1);
  integer('round', round, 0, rounds);
  // With k/n in lowest terms, the result is exact whenever it is a float64: 0.25^(4/8) is 0.25^(1/2).
  const divisor = greatestCommonDivisor(round, rounds);
  return integerPower(nthRoot(1 - targetSparsity, rounds / divisor), round / divisor);
}

/** Returns the greatest common divisor of two integers ≥ 0, by Euclid's algorithm. */
const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/**
 * Returns the number of weights that survive round k of n: round(total · (1 − p)^k), where p is the `pruningRate`, but at least one
 * if there is a weight.
 *
 * @param total number of weights before pruning.
 * @throws {ValueError} if an argument is out of range.
 *
 * @example
 * [1, 2, 3].map((round) => remainingCount(1000, 0.9, 3, round)); // → [ 464, 215, 100 ]
 */
export function remainingCount(total: number, targetSparsity: number, rounds: number, round: number): number {
  integer('total', total, 0);
  return atLeastOne(total, Math.round(total * remaining(targetSparsity, rounds, round)));
}

/** Returns the number of weights that survive a round at a given rate: count − round(count · rate), but at least 1 of 1 or more. */
export function afterRate(count: number, rate: number): number {
  integer('count', count, 0);
  between('rate', rate, 0, 1);
  return atLeastOne(count, count - Math.round(count * rate));
}

/** Returns the number of weights to keep: at least one, so that rounding never empties a layer, but at most `total`. */
export const atLeastOne = (total: number, keep: number): number => Math.min(total, Math.max(1, keep));

/**
 * Returns the number of surviving weights of each layer after each round if each layer is pruned at a given rate per round, and the
 * last layer at `outputRate`: the layerwise schedule of Frankle & Carbin 2019, §2.
 */
export function layerwiseLevels(
  sizes: readonly number[],
  rate: number,
  outputRate: number,
  rounds: number,
): number[][] {
  between('rate', rate, 0, 1);
  between('outputRate', outputRate, 0, 1);
  integer('rounds', rounds, 1);
  const levels: number[][] = [];
  let left = sizes;
  for (let round = 0; round < rounds; round++) {
    left = left.map((count, layer) => afterRate(count, layer === left.length - 1 ? outputRate : rate));
    levels.push([...left]);
  }
  return levels;
}

/** Which weights compete: those of all layers ('global'), or those of each layer among themselves ('layerwise'). */
export type Scope = 'global' | 'layerwise';

/** How far to prune: to a target sparsity in n rounds, or with a given rate per round. */
export type PruningPlan =
  | { readonly targetSparsity: number }
  | {
      /** Fraction of the surviving weights that each round prunes, in (0, 1). */
      readonly roundRate: number;
      /** Round rate of the output layer for layerwise scope; half of `roundRate` by default, as in the paper. */
      readonly outputRate?: number;
    };
