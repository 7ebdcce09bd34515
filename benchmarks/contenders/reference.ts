// The plain loops that are our specification.

import { kernelsInfo, useKernels } from '../../src/kernels/index.ts';
import { matmulNN } from '../../src/kernels/reference/matmul.ts';
import { topK } from '../../src/kernels/reference/top-k.ts';
import { type Contender, timed } from '../contender.ts';
import type { MatmulProblem, StepProblem, TopkProblem } from '../problems.ts';
import { step as ours } from './ours.ts';

export function matmul({ a, b, m, k, n }: MatmulProblem): Contender {
  const product = () => {
    const c = new Float32Array(m * n);
    matmulNN(c, a, b, m, k, n);
    return c;
  };
  return { run: (times) => timed(times, product), check: product };
}

/** Ours, with the plain loops in use while it runs. */
export function step(problem: StepProblem): Contender {
  const { run, check } = ours(problem);
  const plainly = async <Result>(act: () => Result | Promise<Result>): Promise<Result> => {
    const { name } = kernelsInfo();
    useKernels('reference');
    try {
      return await act();
    } finally {
      useKernels(name);
    }
  };
  return { run: (times) => plainly(() => run(times)), check: () => plainly(check) };
}

export function topk({ scores, k }: TopkProblem): Contender {
  return {
    run: (times) => timed(times, () => topK(scores, k)),
    check: () => {
      const keep = topK(scores, k);
      return [scores.reduce((least, score, i) => (keep[i] === 1 && score < least ? score : least), Infinity)];
    },
  };
}
