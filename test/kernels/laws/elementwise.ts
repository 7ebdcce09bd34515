import { sameList, sameNumber } from '../../../src/laws/expect.ts';
import { fc } from '../../../src/laws/fast-check.ts';
import { floats, masks, number32 } from '../../../src/laws/generators/index.ts';
import { type Law, law } from '../../../src/laws/law.ts';
import type { KernelImpl } from './interface.ts';
import { Bench, places, unread } from './places.ts';
import { someOf } from './some-of.ts';

const UNARY = ['neg', 'abs', 'sqrt', 'exp', 'log', 'sigmoid', 'tanh', 'sign', 'relu'] as const;
const BINARY = ['add', 'sub', 'mul', 'div', 'reluGradient'] as const;
const SOURCE = 'this package’s contract: src/kernels/reference, the loop is the specification';

const anything = fc.oneof(
  { weight: 9, arbitrary: number32 },
  { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity, NaN, 88.7, -103.9, 1e-30) },
);
const few = fc.nat({ max: 21 });

const pairs = few.chain((n) => fc.record({ a: floats(n, anything), b: floats(n, anything), mask: masks(n) }));

/** Generates matrices of shapes from 0 × 0 up, each with a row vector of the same width. */
const matrices = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    matrix: floats(rows * columns),
    row: floats(columns),
  }),
);

const elementwise = law({
  name: 'elementwise kernels agree for every length and alignment, also in place',
  formula: 'bits(f(a)) = bits(f′(a)), bits(f(a, b)) = bits(f′(a, b)) for neg … reluGradient and masked',
  source: SOURCE,
  given: [pairs, places],
  holds: (impl: KernelImpl, { a, b, mask }, where) => {
    const { kernels, twin } = impl;
    someOf(kernels, [...UNARY, ...BINARY, 'masked']);
    const bench = new Bench(impl, where);
    for (const name of UNARY) {
      const expected = unread(a.length);
      twin[name](expected, a);
      const [input, out] = [bench.put(a), bench.room(a.length)];
      kernels[name]?.(out, input);
      if (kernels[name]) sameList(name, out, expected);
      kernels[name]?.(input, input);
      if (kernels[name]) sameList(`${name} in place`, input, expected);
      bench.check(name);
    }
    for (const name of BINARY) {
      const kernel = kernels[name];
      if (kernel === undefined) continue;
      const expected = unread(a.length);
      twin[name](expected, a, b);
      const [left, right, out] = [bench.put(a), bench.put(b), bench.room(a.length)];
      kernel(out, left, right);
      sameList(name, out, expected);
      const over = bench.put(b);
      kernel(over, left, over);
      sameList(`${name} over its second operand`, over, expected);
      kernel(left, left, right);
      sameList(`${name} over its first operand`, left, expected);
      bench.check(name);
    }
    if (kernels.masked === undefined) return;
    const [expected, out] = [unread(a.length), bench.room(a.length)];
    twin.masked(expected, a, mask);
    kernels.masked(out, bench.put(a), bench.mask(mask));
    sameList('masked', out, expected);
    bench.check('masked');
  },
});

const sums = law({
  name: 'sums and bias gradients add in the specified order',
  formula: 's = (lane₀ + lane₁) + (lane₂ + lane₃), lane l adds the terms p ≡ l mod 4 in order from +0',
  source: 'this package’s contract: src/kernels/reference/reduce.ts, lane order',
  given: [matrices, places],
  holds: (impl: KernelImpl, { rows, columns, matrix, row }, where) => {
    const { kernels, twin } = impl;
    someOf(kernels, ['sum', 'sumRows', 'addBias']);
    const bench = new Bench(impl, where);
    const y = bench.put(matrix);
    if (kernels.sum) sameNumber('sum', kernels.sum(y), twin.sum(matrix));
    if (kernels.sumRows) {
      const [expected, out] = [unread(columns), bench.room(columns)];
      twin.sumRows(expected, matrix, rows, columns);
      kernels.sumRows(out, y, rows, columns);
      sameList('sumRows', out, expected);
    }
    if (kernels.addBias) {
      const [expected, out] = [unread(matrix.length), bench.room(matrix.length)];
      twin.addBias(expected, matrix, row, rows, columns);
      kernels.addBias(out, y, bench.put(row), rows, columns);
      sameList('addBias', out, expected);
    }
    bench.check('sum, sumRows, addBias');
  },
});

const softmaxes = law({
  name: 'softmax and log-softmax kernels agree',
  formula: 'pⱼ = e^(zⱼ − max) ÷ Σ e^(z − max), added in column order from +0',
  source: 'this package’s contract: src/kernels/reference/softmax.ts',
  given: [matrices, places],
  holds: (impl: KernelImpl, { rows, columns, matrix }, where) => {
    someOf(impl.kernels, ['softmax', 'logSoftmax']);
    const bench = new Bench(impl, where);
    for (const name of ['softmax', 'logSoftmax'] as const) {
      const kernel = impl.kernels[name];
      if (kernel === undefined) continue;
      const [expected, out] = [unread(matrix.length), bench.room(matrix.length)];
      impl.twin[name](expected, matrix, rows, columns);
      kernel(out, bench.put(matrix), rows, columns);
      sameList(name, out, expected);
      bench.check(name);
    }
  },
});

/** Kernels from arrays to arrays of the same shape, and sums. */
export const elementwiseLaws: readonly Law<KernelImpl>[] = [elementwise, sums, softmaxes];
