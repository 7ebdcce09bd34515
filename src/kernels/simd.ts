import { byColumn } from './by-column.ts';
import type { KernelHeap } from './heap.ts';
import { radixSelect } from './radix-select.ts';
import { MAX_UNBLOCKED } from './reference/blocks.ts';
import type * as reference from './reference/index.ts';
import type { AdamStep, SgdStep } from './reference/index.ts';
import { logSoftmax, softmax } from './reference/softmax.ts';
import { reserveHeap } from './reserve-heap.ts';
import { sharedFlagAt, simdBytes } from './simd-bytes.ts';
import type { SimdExports } from './simd-exports.ts';
import { Staging } from './staging.ts';

type Kernels = typeof reference;
type Unary = typeof reference.neg;
type Binary = typeof reference.add;

const { sqrt } = Math;

/**
 * Compiles and links the kernels of simd/ synchronously.
 *
 * @throws the engine's error if it has no WebAssembly (ReferenceError), no SIMD or a policy against compiling
 * (WebAssembly.CompileError), not enough memory, or a limit on the size of a module on the main thread (RangeError: Chromium
 * before 114 rejected more than 4 KiB; since then the limit is 8 MiB).
 */
export function loadSimd(): { kernels: Kernels; heap: KernelHeap; module: WebAssembly.Module } {
  const heap = reserveHeap();
  const bytes = simdBytes();
  if (heap.shared) bytes[sharedFlagAt] = 3;
  const module = new WebAssembly.Module(bytes);
  const instance = new WebAssembly.Instance(module, { env: { memory: heap.memory } });
  return {
    kernels: wrapped(instance.exports as unknown as SimdExports, new Staging(heap), heap),
    heap,
    module,
  };
}

/**
 * Returns kernels with the signatures of the reference, which take arrays and pass addresses and counts to WebAssembly.
 */
function wrapped(simd: SimdExports, at: Staging, heap: KernelHeap): Kernels {
  const unary =
    (kernel: SimdExports['neg']): Unary =>
    (out, a) => {
      at.open();
      kernel(at.output(out), at.input(a), out.length);
      at.close();
    };
  const binary =
    (kernel: SimdExports['add']): Binary =>
    (out, a, b) => {
      at.open();
      kernel(at.output(out), at.input(a), at.input(b), out.length);
      at.close();
    };
  const product =
    (kernel: SimdExports['matmulNN']): Kernels['matmulNN'] =>
    (c, a, b, m, k, n) => {
      at.open();
      kernel(at.output(c), at.input(a), at.input(b), m, k, n, at.room(simd.matmulBytes(m, k, n)));
      at.close();
    };
  const rows =
    (kernel: SimdExports['softmax'], loop: Kernels['softmax']): Kernels['softmax'] =>
    (out, z, rows, columns) => {
      if (columns > MAX_UNBLOCKED) return loop(out, z, rows, columns);
      at.open();
      kernel(at.output(out), at.input(z), rows, columns);
      at.close();
    };
  const sparse =
    (kernel: SimdExports['sparseNT']): Kernels['sparseNT'] =>
    (out, a, b, { rows, columns, rowStart, column }, batch) => {
      at.open();
      const pattern = [rows, columns, at.indices(rowStart), at.indices(column)] as const;
      const work = at.room(simd.sparseBytes(rows, columns, batch, column.length));
      kernel(at.output(out), at.input(a), at.input(b), ...pattern, batch, work);
      at.close();
    };
  const sgd: Kernels['sgd'] = (w, grad, u, mask, step) => {
    at.open();
    simd.sgd(at.inPlace(w), at.input(grad), at.inPlace(u), at.mask(mask), w.length, ...sgdScalars(step));
    at.close();
  };
  const adam: Kernels['adam'] = (w, grad, m, v, mask, step) => {
    at.open();
    const moments = [at.inPlace(m), at.inPlace(v)] as const;
    simd.adam(at.inPlace(w), at.input(grad), ...moments, at.mask(mask), w.length, ...adamScalars(step));
    at.close();
  };
  return {
    add: binary(simd.add),
    sub: binary(simd.sub),
    mul: binary(simd.mul),
    div: binary(simd.div),
    neg: unary(simd.neg),
    abs: unary(simd.abs),
    sqrt: unary(simd.sqrt),
    exp: unary(simd.exp),
    log: unary(simd.log),
    sigmoid: unary(simd.sigmoid),
    tanh: unary(simd.tanh),
    sign: unary(simd.sign),
    relu: unary(simd.relu),
    reluGradient: binary(simd.reluGradient),
    addBias(out, a, bias, rows, columns) {
      at.open();
      simd.addBias(at.output(out), at.input(a), at.input(bias), rows, columns);
      at.close();
    },
    masked(out, a, mask) {
      at.open();
      simd.masked(at.output(out), at.input(a), at.mask(mask), out.length);
      at.close();
    },
    matmulNN: product(simd.matmulNN),
    matmulNT: product(simd.matmulNT),
    matmulTN: product(simd.matmulTN),
    sum(a) {
      at.open();
      return simd.sum(at.input(a), a.length);
    },
    sumRows(s, a, rows, columns) {
      at.open();
      simd.sumRows(at.output(s), at.input(a), rows, columns);
      at.close();
    },
    softmax: rows(simd.softmax, softmax),
    logSoftmax: rows(simd.logSoftmax, logSoftmax),
    sgd,
    adam,
    gather(out, a, positions) {
      at.open();
      simd.gather(at.output(out), at.input(a), at.indices(positions), positions.length);
      at.close();
    },
    scatter(out, a, positions) {
      at.open();
      simd.scatter(at.inPlace(out), at.input(a), at.indices(positions), positions.length);
      at.close();
    },
    sparseNT: sparse(simd.sparseNT),
    sparseNN: sparse(simd.sparseNN),
    sparseTN(g, dy, x, pattern, batch) {
      at.open();
      const { rows, columns, columnStart, place } = byColumn(pattern, heap);
      const lists = [at.indices(columnStart), at.indices(place)] as const;
      const work = at.room(simd.sparseBytes(rows, columns, batch, 0));
      simd.sparseTN(at.output(g), at.input(dy), at.input(x), rows, columns, ...lists, batch, work);
      at.close();
    },
    topK: radixSelect,
  };
}

type n = number;

/** Returns the scalars of an SGD step: η, μ, λ and whether to use Nesterov momentum. */
const sgdScalars = (step: SgdStep): readonly [n, n, n, n] => [
  step.learningRate,
  step.momentum,
  step.weightDecay,
  step.nesterov ? 1 : 0,
];

/**
 * Returns the scalars of an Adam step, β₁, 1 − β₁, β₂, 1 − β₂, ε, λ and the three factors of the reference, computed in
 * binary64.
 */
const adamScalars = (step: AdamStep): readonly [n, n, n, n, n, n, n, n, n] => [
  step.beta1,
  1 - step.beta1,
  step.beta2,
  1 - step.beta2,
  step.epsilon,
  step.weightDecay,
  1 - step.learningRate * step.decoupledWeightDecay,
  step.learningRate / step.biasCorrection1,
  sqrt(step.biasCorrection2),
];
