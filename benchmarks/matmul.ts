import { Random } from '../src/index.ts';
import type { Bench } from './bench.ts';
import type { MatmulProblem } from './problems.ts';

const SHAPES = [
  [512, 512, 512],
  [1024, 1024, 1024],
  [60, 784, 300],
  [784, 60, 300],
] as const;

/** Matrix products m×k×n: C = A·B, of uniform numbers in [−1, 1). */
export const matmul: Bench<MatmulProblem> = {
  name: 'matmul',
  contenders: ['ours', 'reference', 'tfjs-wasm', 'tfjs-cpu', 'jax-js', 'ml-matrix'],
  pace: { runs: 9, warmUp: 200, runLength: 20 },
  *cases() {
    for (const [m, k, n] of SHAPES) {
      const random = new Random(1).fork(`${m}x${k}x${n}`);
      const uniform = (count: number) => new Float32Array(count).map(() => random.uniform(-1, 1));
      yield { name: `${m}x${k}x${n}`, problem: { a: uniform(m * k), b: uniform(k * n), m, k, n } };
    }
  },
};
