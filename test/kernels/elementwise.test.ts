import fc from 'fast-check';
import { describe, test } from 'vitest';
import * as kernels from '../../src/kernels/reference/index.ts';
import * as numeric from '../../src/numeric/index.ts';
import { equallyLongArrays, expectBits, floats, garbage, masks, number32 } from './support.ts';

const { fround } = Math;

type Binary = [string, typeof kernels.add, (x: number, y: number) => number];
type Unary = [string, typeof kernels.abs, (x: number) => number];

const binary: Binary[] = [
  ['add', kernels.add, (x, y) => x + y],
  ['sub', kernels.sub, (x, y) => x - y],
  ['mul', kernels.mul, (x, y) => x * y],
  ['div', kernels.div, (x, y) => x / y],
  ['reluGradient', kernels.reluGradient, (g, x) => (x > 0 ? g : 0)],
];

const unary: Unary[] = [
  ['neg', kernels.neg, (x) => x * -1],
  ['abs', kernels.abs, (x) => (x < 0 || Object.is(x, -0) ? -x : x)],
  ['sqrt', kernels.sqrt, Math.sqrt],
  ['exp', kernels.exp, numeric.exp],
  ['log', kernels.log, numeric.log],
  ['sigmoid', kernels.sigmoid, numeric.sigmoid],
  ['tanh', kernels.tanh, numeric.tanh],
  ['sign', kernels.sign, (x) => (x === 0 ? 0 : x / Math.abs(x))],
  ['relu', kernels.relu, (x) => (x + Math.abs(x)) / 2],
];

describe.each(binary)('%s', (_, kernel, f) => {
  test('equals the rounded formula for every element', () => {
    fc.assert(
      fc.property(equallyLongArrays(2), ([a, b]) => {
        const out = garbage(a.length);
        kernel(out, a, b);
        expectBits(
          out,
          Array.from(a, (x, i) => fround(f(x, b[i]))),
        );
      }),
    );
  });

  test('gives the same result when it writes in place to either operand', () => {
    fc.assert(
      fc.property(equallyLongArrays(2), ([a, b]) => {
        const expected = Array.from(a, (x, i) => fround(f(x, b[i])));
        const [overA, overB] = [a.slice(), b.slice()];
        kernel(overA, overA, b);
        kernel(overB, a, overB);
        expectBits(overA, expected);
        expectBits(overB, expected);
      }),
    );
  });
});

describe.each(unary)('%s', (name, kernel, f) => {
  test('equals the rounded formula for every element, in place or not', () => {
    fc.assert(
      fc.property(equallyLongArrays(1), ([a]) => {
        const numbers = name === 'sqrt' || name === 'log' ? a.map((x) => (x < 0 ? -x : x)) : a;
        const expected = Array.from(numbers, (x) => fround(f(x)));
        const out = garbage(a.length);
        kernel(out, numbers);
        expectBits(out, expected);
        kernel(numbers, numbers);
        expectBits(numbers, expected);
      }),
    );
  });
});

test('add, mul and div round once, with ties to even', () => {
  const out = garbage(3);
  kernels.add(out, Float32Array.of(2 ** 24, 2 ** 24 + 2, 1), Float32Array.of(1, 1, 2 ** -24));
  expectBits(out, [2 ** 24, 2 ** 24 + 4, 1]);
  kernels.div(out, Float32Array.of(1, 2, 2 ** -149), Float32Array.of(3, 3, 2));
  expectBits(out, [11184811 / 2 ** 25, 11184811 / 2 ** 24, 0]);
});

test('relu and reluGradient return +0, never −0, for an input of ±0', () => {
  const out = garbage(4);
  kernels.relu(out, Float32Array.of(-0, 0, -1, 2));
  expectBits(out, [0, 0, 0, 2]);
  kernels.reluGradient(out, Float32Array.of(5, 5, -5, -5), Float32Array.of(-0, 0, -1, 2));
  expectBits(out, [0, 0, 0, -5]);
});

test('addBias adds the bias of each column to every row', () => {
  const sizes = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }));
  fc.assert(
    fc.property(
      sizes.chain(([rows, columns]) =>
        fc.tuple(fc.constant([rows, columns]), floats(rows * columns), floats(columns)),
      ),
      ([[rows, columns], y, bias]) => {
        const expected = Array.from(y, (value, at) => fround(value + bias[at % columns]));
        const out = garbage(y.length);
        kernels.addBias(out, y, bias, rows, columns);
        expectBits(out, expected);
      },
    ),
  );
});

test('masked keeps the bits of surviving elements and sets the others to +0', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 17 }).chain((n) => fc.tuple(floats(n, number32), masks(n))),
      ([a, mask]) => {
        const out = garbage(a.length);
        kernels.masked(out, a, mask);
        expectBits(
          out,
          Array.from(a, (x, i) => [0, x][mask[i]]),
        );
      },
    ),
  );
});
