// ml-matrix: plain JavaScript, binary64, rows as arrays of their own.

import { Matrix } from 'ml-matrix';
import { type Contender, timed } from '../contender.ts';
import type { MatmulProblem } from '../problems.ts';

export function matmul({ a, b, m, k, n }: MatmulProblem): Contender {
  const [left, right] = [Matrix.from1DArray(m, k, a), Matrix.from1DArray(k, n, b)];
  return {
    run: (times) => timed(times, () => left.mmul(right)),
    check: () => left.mmul(right).to1DArray(),
  };
}
