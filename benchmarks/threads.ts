import { allocate, type Kernels } from '../src/kernels/index.ts';
import { Random } from '../src/random.ts';
import type { Bench, Case } from './bench.ts';

/** Something to compute with one set of kernels or another. */
export interface ThreadsProblem {
  /** Computes it, and gives the result, which the next call may overwrite. */
  compute(kernels: Kernels): ArrayLike<number>;
}

const PRODUCTS = ['matmulNT', 'matmulNN', 'matmulTN'] as const;
const CUBES = [64, 128, 192, 256, 320, 512];
const DENSITY = 0.1;

/** The large work of a training or a pruning, and squares of growing size, by all threads and by one. */
export const threads: Bench<ThreadsProblem> = {
  name: 'threads',
  contenders: ['ours', 'one-thread'],
  pace: { runs: 15, warmUp: 200, runLength: 20 },
  *cases() {
    for (const name of PRODUCTS) yield dense(name, 1024);
    yield* sparse(4096, 256);
    yield topK(10_000_000);
    for (const size of CUBES) yield dense('matmulNT', size);
  },
};

function dense(name: (typeof PRODUCTS)[number], n: number): Case<ThreadsProblem> {
  const [a, b, c] = [uniform(n * n, 'a'), uniform(n * n, 'b'), new Float32Array(n * n)];
  const compute = (kernels: Kernels) => {
    kernels[name](c, a, b, n, n, n);
    return c;
  };
  return { name: `${name} ${n}³`, problem: { compute } };
}

function* sparse(n: number, batch: number): Iterable<Case<ThreadsProblem>> {
  const kept = uniform(n * n, 'kept');
  const rowStart = new Uint32Array(n + 1);
  const column: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) if (kept[i * n + j] < 2 * DENSITY - 1) column.push(j);
    rowStart[i + 1] = column.length;
  }
  const pattern = { rows: n, columns: n, rowStart, column: Uint32Array.from(column) };
  const [x, dy, out] = [uniform(batch * n, 'x'), uniform(batch * n, 'dy'), new Float32Array(batch * n)];
  const [w, g] = [allocate(column.length), new Float32Array(column.length)]; // surviving weights live on the kernel heap
  w.set(uniform(column.length, 'w'));
  const name = (product: string) => `${product} ${n}×${n} at ${DENSITY}, batch ${batch}`;
  const problem = (result: Float32Array, act: (kernels: Kernels) => void): ThreadsProblem => ({
    compute(kernels) {
      act(kernels);
      return result;
    },
  });
  yield { name: name('sparseNT'), problem: problem(out, (set) => set.sparseNT(out, x, w, pattern, batch)) };
  yield { name: name('sparseNN'), problem: problem(out, (set) => set.sparseNN(out, dy, w, pattern, batch)) };
  yield { name: name('sparseTN'), problem: problem(g, (set) => set.sparseTN(g, dy, x, pattern, batch)) };
}

function topK(size: number): Case<ThreadsProblem> {
  const scores = uniform(size, 'scores').map(Math.abs);
  return { name: `topK ${size}`, problem: { compute: (kernels) => kernels.topK(scores, 0.8 * size) } };
}

function uniform(length: number, name: string): Float32Array {
  const random = new Random(1).fork(name);
  return new Float32Array(length).map(() => random.uniform(-1, 1));
}
