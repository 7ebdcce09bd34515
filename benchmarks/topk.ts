import { Random } from '../src/index.ts';
import type { Bench } from './bench.ts';
import type { TopkProblem } from './problems.ts';

const SIZES = [266_200, 10_000_000];
const KEEP = 0.8;

/**
 * The 80 % of highest score, as in the first round of a search: magnitudes of normal numbers, as many as LeNet-300-100
 * has weights, and ten million. We mark each entry that is kept; the others only find the k-th largest score.
 */
export const topk: Bench<TopkProblem> = {
  name: 'topk',
  contenders: ['ours', 'reference', 'sort', 'quickselect', 'pytorch'],
  pace: { runs: 9, warmUp: 300, runLength: 20 },
  *cases() {
    for (const size of SIZES) {
      const random = new Random(1).fork(`${size}`);
      const scores = new Float32Array(size).map(() => Math.abs(random.normal()));
      const without = { reference: 'sorting indices with a comparison takes many seconds a run' };
      yield {
        name: `${size}`,
        problem: { scores, k: Math.round(KEEP * size) },
        ...(size > 1_000_000 && { without }),
      };
    }
  },
};
