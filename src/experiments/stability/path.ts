// Linear mode connectivity: the error on the straight path between two trained networks. Frankle et al. 2020, "Linear Mode
// Connectivity and the Lottery Ticket Hypothesis", §2.

import { integer } from '../../check.ts';
import type { Dataset } from '../../data/index.ts';
import { NonFiniteError, ValueError } from '../../errors.ts';
import type { Module, State } from '../../nn/index.ts';
import { checkSameLayers } from '../../pruning/mask.ts';
import { evaluate } from '../../training/index.ts';

/** One point of the path between two networks. */
export interface PathPoint {
  /** Position on the path, in [0, 1]: 0 is the first network, 1 the second. */
  readonly alpha: number;
  /** Error at this point, which is 1 − accuracy. */
  readonly error: number;
  /** Mean loss at this point. */
  readonly loss: number;
}

/** Default number of points on a path, including both ends, as in the paper. */
export const PATH_POINTS = 30;

/** Two networks are considered linearly connected (stable) if the error barrier is below 2 percentage points. */
export const STABLE_BELOW = 0.02;

/**
 * Interpolates linearly between two networks: returns (1 − α) · a + α · b for α = i ÷ n. It is computed in float64 and rounded once
 * to float32. The result is exactly a for i = 0, exactly b for i = n, equal to a wherever a = b (−0 may become +0), and has the same
 * bits if a and b are exchanged and i is n − i.
 *
 * @throws {ValueError} if i is not in [0, n], or the names differ.
 * @throws {ShapeError} if a size differs.
 *
 * @example
 * const a = new Map([['fc1.weight', Float32Array.of(0, 4)]]);
 * const b = new Map([['fc1.weight', Float32Array.of(8, 0)]]);
 * pointBetween(a, b, 1, 4).get('fc1.weight'); // → Float32Array(2) [ 2, 3 ]
 */
export function pointBetween(a: State, b: State, i: number, n: number): Map<string, Float32Array> {
  integer('n', n, 1, 2 ** 24);
  integer('i', i, 0, n);
  checkSameLayers('second state', a, b);
  return new Map(
    [...a].map(([name, from]) => {
      const to = b.get(name) as Float32Array;
      return [name, from.map((value, at) => ((n - i) * value + i * to[at]) / n)];
    }),
  );
}

/**
 * Evaluates networks at evenly spaced points on the straight path from a to b. Frankle et al. 2020, §2.
 *
 * @param model a network of the same kind that is used as a workspace: it loses its masks, and has the weights of b at the end.
 * @param a the state at α = 0.
 * @param b the state at α = 1.
 * @param points number of points, at least 2; 30 by default, as in the paper.
 * @throws {ValueError} if there are fewer than two points or no examples, or a state is not one of this network.
 *
 * @example
 * const data = twoMoons({ examples: 100, random: new Random(1) });
 * const [first, second] = [2, 3].map((seed) => mlp([2, 8, 2], { random: new Random(seed) }));
 * const path = errorAlongPath(first, first.state(), second.state(), data, 3);
 * path.map(({ alpha, error }) => `${alpha}: ${error.toFixed(2)}`); // → [ '0: 0.28', '0.5: 0.58', '1: 0.11' ]
 */
export function errorAlongPath(
  model: Module,
  a: State,
  b: State,
  examples: Dataset,
  points = PATH_POINTS,
): PathPoint[] {
  integer('points', points, 2, 2 ** 24);
  checkSameLayers('second state', a, b);
  model.setMask(nowhereZero(model, a, b));
  return Array.from({ length: points }, (_, i) => {
    model.load(pointBetween(a, b, i, points - 1));
    const { loss, accuracy } = evaluate(model, examples);
    return { alpha: i / (points - 1), error: 1 - accuracy, loss };
  });
}

/**
 * Masks the weights that are 0 at both ends, and therefore on the whole path. This makes evaluation faster without changing any
 * result.
 */
function nowhereZero(model: Module, a: State, b: State): Map<string, Uint8Array> {
  const masks = new Map<string, Uint8Array>();
  for (const name of model.prunableWeights().keys()) {
    const [from, to] = [a.get(name), b.get(name)];
    if (from && to)
      masks.set(
        name,
        Uint8Array.from(from, (value, i) => (value === 0 && to[i] === 0 ? 0 : 1)),
      );
  }
  return masks;
}

/**
 * Returns the error barrier of a path: its largest error minus the mean of the errors at its two ends. It is at least 0, because
 * the ends are on the path. Frankle et al. 2020, §2.
 *
 * @throws {ValueError} if the path has fewer than two points.
 * @throws {NonFiniteError} if an error is NaN or infinite.
 *
 * @example
 * errorBarrier([{ error: 0.25 }, { error: 0.75 }, { error: 0.25 }]); // → 0.5
 */
export function errorBarrier(path: readonly Pick<PathPoint, 'error'>[]): number {
  if (path.length < 2) throw new ValueError('path', 'must have at least its two ends', path.length);
  const errors = path.map(({ error }) => error);
  const bad = errors.findIndex((error) => !Number.isFinite(error));
  if (bad >= 0) throw new NonFiniteError('path error', bad, errors[bad]);
  return errors.reduce((most, error) => Math.max(most, error)) - (errors[0] + errors[errors.length - 1]) / 2;
}
