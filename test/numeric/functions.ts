// The six binary32 functions, each with its high-precision truth, the built-in Math function, and the inputs whose
// result is neither constant nor special; and ways to walk over binary32.
import { cos, exp, log, sigmoid, sin, tanh } from '../../src/numeric/index.ts';
import { cosOf, expOf, logOf, sigmoidOf, sinOf, tanhOf } from './oracle.ts';

export interface Subject {
  readonly ours: (x: number) => number;
  readonly truth: (x: bigint) => bigint;
  readonly builtIn: (x: number) => number;
  readonly covers: (x: number) => boolean;
}

const builtInSigmoid = (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));

export const subjects: Record<string, Subject> = {
  exp: { ours: exp, truth: expOf, builtIn: Math.exp, covers: (x) => x > -110 && x < 88.72283 },
  log: { ours: log, truth: logOf, builtIn: Math.log, covers: (x) => x > 0 },
  tanh: { ours: tanh, truth: tanhOf, builtIn: Math.tanh, covers: (x) => Math.abs(x) < 40 },
  sigmoid: { ours: sigmoid, truth: sigmoidOf, builtIn: builtInSigmoid, covers: (x) => Math.abs(x) < 110 },
  sin: { ours: sin, truth: sinOf, builtIn: Math.sin, covers: () => true },
  cos: { ours: cos, truth: cosOf, builtIn: Math.cos, covers: () => true },
};

const f32 = new Float32Array(1);
const u32 = new Uint32Array(f32.buffer);

export function fromBits(bits: number): number {
  u32[0] = bits;
  return f32[0];
}

export function toBits(x: number): number {
  f32[0] = x;
  return u32[0];
}

/** Returns the finite binary32 numbers of every stride-th bit pattern from first to last. */
export function* sweep(stride: number, first = 0, last = 0xffffffff): Generator<number> {
  for (let bits = first; bits <= last; bits += stride) {
    const x = fromBits(bits);
    if (Number.isFinite(x)) yield x;
  }
}

/** Returns the binary32 number nearest to x, its `reach` neighbors on either side, and the negatives of all of them. */
export function around(x: number, reach = 3): number[] {
  const middle = toBits(Math.abs(x));
  const list = [];
  for (let d = -reach; d <= reach; d++) {
    const y = fromBits(Math.max(0, middle + d));
    if (Number.isFinite(y)) list.push(y, -y);
  }
  return list;
}
