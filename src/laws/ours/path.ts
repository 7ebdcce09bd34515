import { errorBarrier, pointBetween } from '../../experiments/index.ts';
import type { PathImpl } from '../interfaces/path.ts';

const state = (weights: Float32Array) => new Map([['w', weights]]);

/** This package's path between two networks and its error barrier. */
export const path: PathImpl = {
  pointBetween: (a, b, i, n) => pointBetween(state(a), state(b), i, n).get('w') as Float32Array,
  errorBarrier: (errors) => errorBarrier(errors.map((error) => ({ error }))),
};
