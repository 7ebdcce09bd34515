import type { Arbitrary } from 'fast-check';
import { sameList } from '../../../src/laws/expect.ts';
import { fc } from '../../../src/laws/fast-check.ts';
import { floats, number32, ordinary } from '../../../src/laws/generators/index.ts';
import { type Law, law } from '../../../src/laws/law.ts';
import type { KernelImpl } from './interface.ts';
import { patternOfMask } from './pattern.ts';
import { Bench, places, unread } from './places.ts';
import { someOf } from './some-of.ts';

const zeros = fc.constantFrom(0, -0);
const length = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 19 }), fc.nat({ max: 40 }));
const mostlyZero = (of: Arbitrary<number>) =>
  fc.oneof({ weight: 3, arbitrary: zeros }, { weight: 1, arbitrary: of });

/** Generates two dense operands, or one that is mostly zeros, so that every algorithm for C is used. */
const kinds = (of: Arbitrary<number>) =>
  fc.constantFrom([of, of], [mostlyZero(of), of], [of, mostlyZero(of)], [mostlyZero(of), mostlyZero(of)]);

const operands = (of: Arbitrary<number>) =>
  fc
    .tuple(length, length, length, kinds(of))
    .chain(([m, k, n, [ofA, ofB]]) =>
      fc.record({ shape: fc.constant([m, k, n] as const), a: floats(m * k, ofA), b: floats(k * n, ofB) }),
    );

const products = law({
  name: 'matrix products round every product and add in the specified order',
  formula: 'C = A·B, A·Bᵀ over k = 0, 1, … from +0; Aᵀ·B over the batch in lane order: no fused multiply-add',
  source: 'this package’s contract: src/kernels/reference/matmul.ts',
  runs: 300,
  given: [fc.oneof(operands(ordinary), operands(number32)), places],
  holds: (impl: KernelImpl, { shape: [m, k, n], a, b }, where) => {
    someOf(impl.kernels, ['matmulNN', 'matmulNT', 'matmulTN']);
    const bench = new Bench(impl, where);
    const [left, right] = [bench.put(a), bench.put(b)];
    for (const name of ['matmulNN', 'matmulNT', 'matmulTN'] as const) {
      const kernel = impl.kernels[name];
      if (kernel === undefined) continue;
      const [expected, c] = [unread(m * n), bench.room(m * n)];
      impl.twin[name](expected, a, b, m, k, n);
      kernel(c, left, right, m, k, n);
      sameList(name, c, expected);
      bench.check(name);
    }
  },
});

const short = fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 18 }), fc.nat({ max: 37 }));
const layers = (of: Arbitrary<number>) =>
  fc
    .tuple(short, short, short, fc.nat({ max: 9 }), fc.nat({ max: 9 }))
    .chain(([rows, columns, batch, sparseW, sparseX]) => {
      const thinned = (weight: number) =>
        fc.oneof({ weight, arbitrary: zeros }, { weight: 10 - weight, arbitrary: of });
      return fc.record({
        sizes: fc.constant([rows, columns, batch] as const),
        w: floats(rows * columns, thinned(sparseW)),
        x: floats(batch * columns, thinned(sparseX)),
        dy: floats(batch * rows, thinned(sparseX)),
      });
    });

const sparseProducts = law({
  name: 'sparse products equal the dense products',
  formula:
    'x·Wᵀ, dy·W, and dyᵀ·x at the surviving entries of W: adding ±0 to a sum that starts at +0 changes no bit',
  source: 'this package’s contract: src/kernels/reference/sparse.ts',
  runs: 200,
  given: [fc.oneof(layers(ordinary), layers(number32)), places],
  holds: (impl: KernelImpl, { sizes: [rows, columns, batch], w, x, dy }, where) => {
    const { kernels, twin } = impl;
    someOf(kernels, ['sparseNT', 'sparseNN', 'sparseTN']);
    const bench = new Bench(impl, where);
    const { pattern: plain, positions } = patternOfMask(w, rows, columns);
    const { rowStart, column } = plain;
    const pattern = { ...plain, rowStart: bench.indices(rowStart), column: bench.indices(column) };
    const values = Float32Array.from(positions, (at) => w[at]);
    const [weights, input, gradient] = [bench.put(values), bench.put(x), bench.put(dy)];
    const [yDense, dxDense, gDense] = [batch * rows, batch * columns, rows * columns].map(unread);
    twin.matmulNT(yDense, x, w, batch, columns, rows);
    twin.matmulNN(dxDense, dy, w, batch, rows, columns);
    twin.matmulTN(gDense, dy, x, rows, batch, columns);
    const [y, dx, g] = [batch * rows, batch * columns, positions.length].map((n) => bench.room(n));
    kernels.sparseNT?.(y, input, weights, pattern, batch);
    if (kernels.sparseNT) sameList('x·Wᵀ', y, yDense);
    kernels.sparseNN?.(dx, gradient, weights, pattern, batch);
    if (kernels.sparseNN) sameList('dy·W', dx, dxDense);
    kernels.sparseTN?.(g, gradient, input, pattern, batch);
    if (kernels.sparseTN) {
      const expected = Array.from(positions, (at) => gDense[at]);
      sameList('dyᵀ·x at the surviving entries', g, expected);
    }
    bench.check('sparse products');
  },
});

/** Dense and sparse matrix products. */
export const productLaws: readonly Law<KernelImpl>[] = [products, sparseProducts];
