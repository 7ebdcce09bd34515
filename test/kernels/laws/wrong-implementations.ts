import * as loops from '../../../src/kernels/reference/index.ts';
import type { WrongImplementations } from '../../laws/rejections.ts';
import type { KernelImpl } from './interface.ts';
import { kernelLaws } from './kernel.ts';

const { fround } = Math;
const reference = { ...loops };
type Kernels = typeof reference;

const by = (wrong: Partial<Kernels>): KernelImpl => ({
  kernels: { ...reference, ...wrong },
  twin: reference,
});

/** Returns a matmulNN that computes each element of C from the list of its terms. */
const productBy =
  (element: (a: (p: number) => number, b: (p: number) => number, k: number) => number): Kernels['matmulNN'] =>
  (c, a, b, m, k, n) => {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        c[i * n + j] = element(
          (p) => a[i * k + p],
          (p) => b[p * n + j],
          k,
        );
      }
    }
  };

/** Returns a matmulTN that computes each element of C = Aᵀ·B from the list of its terms. */
const weightGradientBy =
  (element: Parameters<typeof productBy>[0]): Kernels['matmulTN'] =>
  (c, a, b, m, k, n) => {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        c[i * n + j] = element(
          (p) => a[p * m + i],
          (p) => b[p * n + j],
          k,
        );
      }
    }
  };

const map =
  (f: (x: number) => number): Kernels['neg'] =>
  (out, a) => {
    for (let i = 0; i < out.length; i++) out[i] = f(a[i]);
  };

/** Wrong kernels that the laws must detect. */
export const kernelWrong: WrongImplementations<KernelImpl> = {
  set: kernelLaws,
  rejects: {
    'elementwise kernels agree for every length and alignment, also in place': [
      'forgets the rest of a length that four does not divide',
      'writes whole groups of four',
      'leaves −0 after ReLU',
      'takes the exponential as a power of 2 in binary32',
      'divides by multiplying with the reciprocal',
      'writes its result while it still reads its operand',
      'masks by multiplying',
    ],
    'sums and bias gradients add in the specified order': [
      'sums in float64 and rounds once',
      'adds the batch from first to last, without lanes',
      'folds the lanes as (0 + 2) + (1 + 3)',
    ],
    'softmax and log-softmax kernels agree': ['softmax that is not shifted by the maximum'],
    'matrix products round every product and add in the specified order': [
      'fuses multiply and add',
      'sums in float64 and rounds once',
      'adds the batch from first to last, without lanes',
      'adds to what the result held before',
    ],
    'sparse products equal the dense products': ['adds the survivors of a row from its end'],
    'optimizer steps agree, with and without a mask': [
      'adds weight decay to the momentum’s result',
      'steps pruned weights too',
    ],
    'gather reads the values at the given positions, and scatter writes to these positions only': [
      'gather reads the first values instead of the selected ones',
      'scatter sets all other positions to 0',
    ],
    'top-k equals sorting by score and index': [
      'keeps what is > the k-th score',
      'breaks ties from the end',
      'ranks −0 below +0',
    ],
  },
  implementations: [
    {
      name: 'fuses multiply and add',
      from: 'f32x4.relaxed_madd, and compilers that contract a·b + c',
      impl: by({
        matmulNN: productBy((a, b, k) => {
          let s = 0;
          for (let p = 0; p < k; p++) s = fround(s + a(p) * b(p));
          return s;
        }),
      }),
    },
    {
      name: 'sums in float64 and rounds once',
      from: 'easily made in JavaScript, whose numbers are float64',
      impl: by({
        sum: (a) => fround(a.reduce((s, x) => s + x, 0)),
        matmulNN: productBy((a, b, k) => {
          let s = 0;
          for (let p = 0; p < k; p++) s += a(p) * b(p);
          return s;
        }),
      }),
    },
    {
      name: 'adds the batch from first to last, without lanes',
      from: 'the textbook loop, which four lanes cannot follow',
      impl: by({
        sum: (a) => a.reduce((s, x) => fround(s + x), 0),
        matmulTN: weightGradientBy((a, b, k) => {
          let s = 0;
          for (let p = 0; p < k; p++) s = fround(s + fround(a(p) * b(p)));
          return s;
        }),
      }),
    },
    {
      name: 'folds the lanes as (0 + 2) + (1 + 3)',
      from: 'the usual horizontal sum: shuffle the upper half down, add, and again',
      impl: by({
        sum(a) {
          const lanes = new Float32Array(4);
          for (let p = 0; p < a.length; p++) lanes[p % 4] += a[p];
          return fround(fround(lanes[0] + lanes[2]) + fround(lanes[1] + lanes[3]));
        },
      }),
    },
    {
      name: 'adds to what the result held before',
      from: 'C += A·B, as BLAS has it with β = 1',
      impl: by({
        matmulNT(c, a, b, m, k, n) {
          const before = c.slice();
          reference.matmulNT(c, a, b, m, k, n);
          for (let i = 0; i < c.length; i++) c[i] += before[i];
        },
      }),
    },
    {
      name: 'forgets the rest of a length that four does not divide',
      from: 'a vector loop without its tail',
      impl: by({
        add(out, a, b) {
          for (let i = 0; i < out.length - (out.length % 4); i++) out[i] = a[i] + b[i];
        },
      }),
    },
    {
      name: 'writes whole groups of four',
      from: 'a vector loop that rounds its length up',
      impl: by({
        neg(out, a) {
          reference.neg(out, a);
          const past = (4 - (out.length % 4)) % 4;
          new Float32Array(out.buffer, out.byteOffset + out.byteLength, past).fill(0);
        },
      }),
    },
    {
      name: 'leaves −0 after ReLU',
      from: 'x * (x > 0), where there is no maximum at hand',
      impl: by({ relu: map((x) => x * +(x > 0)) }),
    },
    {
      name: 'takes the exponential as a power of 2 in binary32',
      from: 'the usual vector form of eˣ: close, and not the same bits',
      impl: by({ exp: map((x) => 2 ** fround(x * fround(Math.LOG2E))) }),
    },
    {
      name: 'divides by multiplying with the reciprocal',
      from: 'a common speed-up: two roundings for one',
      impl: by({
        div(out, a, b) {
          for (let i = 0; i < out.length; i++) out[i] = a[i] * fround(1 / b[i]);
        },
      }),
    },
    {
      name: 'writes its result while it still reads its operand',
      from: 'kernels that were never called in place',
      impl: by({
        sub(out, a, b) {
          out.set(a);
          for (let i = 0; i < out.length; i++) out[i] -= b[i];
        },
      }),
    },
    {
      name: 'masks by multiplying',
      from: 'w * mask, as most implementations do: −w becomes −0, an infinity NaN',
      impl: by({
        masked(out, a, mask) {
          for (let i = 0; i < out.length; i++) out[i] = a[i] * (mask?.[i] ?? 1);
        },
      }),
    },
    {
      name: 'softmax that is not shifted by the maximum',
      from: 'the formula of the textbook, which overflows at 89',
      impl: by({
        softmax(out, z, rows, columns) {
          for (let i = 0; i < rows; i++) {
            const row = z.subarray(i * columns, (i + 1) * columns);
            const e = new Float32Array(columns);
            reference.exp(e, row);
            const total = e.reduce((s, x) => fround(s + x), 0);
            out.set(
              e.map((x) => x / total),
              i * columns,
            );
          }
        },
      }),
    },
    {
      name: 'adds weight decay to the momentum’s result',
      from: 'SGD with decoupled decay taken for PyTorch’s',
      impl: by({
        sgd(w, grad, u, mask, step) {
          const decay = w.map((x) => fround(fround(step.weightDecay) * x));
          reference.sgd(w, grad, u, mask, { ...step, weightDecay: 0 });
          for (let i = 0; i < w.length; i++) w[i] -= fround(fround(step.learningRate) * decay[i]);
        },
      }),
    },
    {
      name: 'steps pruned weights too',
      from: 'an optimizer that knows no mask',
      impl: by({
        adam: (w, grad, m, v, _, step) => reference.adam(w, grad, m, v, null, step),
      }),
    },
    {
      name: 'gather reads the first values instead of the selected ones',
      from: 'easily made: two numberings of the same weights',
      impl: by({
        gather: (out, a) => out.set(a.subarray(0, out.length)),
      }),
    },
    {
      name: 'scatter sets all other positions to 0',
      from: 'easily made: the result is assumed to start as zeros',
      impl: by({
        scatter(out, a, at) {
          reference.scatter(out.fill(0), a, at);
        },
      }),
    },
    {
      name: 'adds the survivors of a row from its end',
      from: 'a loop that counts down',
      impl: by({
        sparseNT(y, x, w, { rows, columns, rowStart, column }, batch) {
          for (let b = 0; b < batch; b++) {
            for (let i = 0; i < rows; i++) {
              let s = 0;
              for (let e = rowStart[i + 1] - 1; e >= rowStart[i]; e--)
                s = fround(s + fround(w[e] * x[b * columns + column[e]]));
              y[b * rows + i] = s;
            }
          }
        },
      }),
    },
    {
      name: 'keeps what is > the k-th score',
      from: 'a mistake of well-known implementations: every tie goes, and one more',
      impl: by({
        topK(scores, k) {
          const threshold = scores.toSorted().toReversed()[k] ?? Number.NEGATIVE_INFINITY;
          return Uint8Array.from(scores, (s) => (k > 0 && s > threshold ? 1 : 0));
        },
      }),
    },
    {
      name: 'breaks ties from the end',
      from: 'an ascending sort, cut at its end',
      impl: by({
        topK(scores, k) {
          const keep = new Uint8Array(scores.length);
          const order = [...scores.keys()].sort((i, j) => scores[i] - scores[j] || i - j);
          for (const i of order.slice(scores.length - k)) keep[i] = 1;
          return keep;
        },
      }),
    },
    {
      name: 'ranks −0 below +0',
      from: 'a radix sort over the bits',
      impl: by({
        topK(scores, k) {
          const lower = (i: number, j: number) => +Object.is(scores[i], -0) - +Object.is(scores[j], -0);
          const order = [...scores.keys()].sort((i, j) => scores[j] - scores[i] || lower(i, j) || i - j);
          const keep = new Uint8Array(scores.length);
          for (const i of order.slice(0, k)) keep[i] = 1;
          return keep;
        },
      }),
    },
  ],
};
