// Linear mode connectivity: how the error changes on the straight path between two trained networks.
// Frankle et al. 2020, "Linear Mode Connectivity and the Lottery Ticket Hypothesis", §2.

import { wholeNumber } from '../../check.ts';
import type { Dataset } from '../../data/index.ts';
import { NonFiniteError, ValueError } from '../../errors.ts';
import type { Module, State } from '../../nn/index.ts';
import { checkSameLayers } from '../../pruning/mask.ts';
import { evaluate } from '../../training/index.ts';

/** One point of the path: α = 0 is the first network, α = 1 the second. */
export interface PathPoint {
  /** In [0, 1]. */
  readonly alpha: number;
  /** 1 − accuracy. */
  readonly error: number;
  /** Mean loss. */
  readonly loss: number;
}

/** Points of a path, both ends included, as in the paper. */
export const PATH_POINTS = 30;

/** Two networks are stable, or linearly connected, where the error barrier is below 2 percentage points. */
export const STABLE_BELOW = 0.02;

/**
 * (1 − α) a + α b for α = i ÷ n, in float64, rounded once to binary32: exactly a at 0, b at n, a where a = b (−0 may become
 * +0), and the same bits from the other end. Throws a ValueError for i outside 0 … n or other names, a ShapeError for other sizes.
 */
export function pointBetween(a: State, b: State, i: number, n: number): Map<string, Float32Array> {
  wholeNumber('n', n, 1, 2 ** 24);
  wholeNumber('i', i, 0, n);
  checkSameLayers('second state', a, b);
  return new Map(
    [...a].map(([name, from]) => {
      const to = b.get(name) as Float32Array;
      return [name, from.map((value, at) => ((n - i) * value + i * to[at]) / n)];
    }),
  );
}

/**
 * Error and loss at `points` ≥ 2 evenly spaced places from a to b. `model` is a workspace: its masks are lost and its
 * weights end as b's. Throws a ValueError for fewer points, for states of other networks or for no examples.
 */
export function errorAlongPath(
  model: Module,
  a: State,
  b: State,
  examples: Dataset,
  points = PATH_POINTS,
): PathPoint[] {
  wholeNumber('points', points, 2, 2 ** 24);
  checkSameLayers('second state', a, b);
  model.setMask(nowhereZero(model, a, b));
  return Array.from({ length: points }, (_, i) => {
    model.load(pointBetween(a, b, i, points - 1));
    const { loss, accuracy } = evaluate(model, examples);
    return { alpha: i / (points - 1), error: 1 - accuracy, loss };
  });
}

/** Masks out what is 0 in both, and so on all of the path: it changes no figure, and sparse networks are evaluated faster. */
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
 * The error barrier: the largest error on the path minus the mean of its two ends; never below 0, for the ends are on
 * the path. Throws a ValueError for a path of fewer than two points, a NonFiniteError for an error that is NaN.
 */
export function errorBarrier(path: readonly Pick<PathPoint, 'error'>[]): number {
  if (path.length < 2) throw new ValueError('path', 'must have at least its two ends', path.length);
  const errors = path.map(({ error }) => error);
  const bad = errors.findIndex((error) => !Number.isFinite(error));
  if (bad >= 0) throw new NonFiniteError('path error', bad, errors[bad]);
  return Math.max(...errors) - (errors[0] + errors[errors.length - 1]) / 2;
}
