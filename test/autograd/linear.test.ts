import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  add,
  backward,
  linear,
  matmulNT,
  mul,
  sum,
  type Variable,
  variable,
} from '../../src/autograd/index.ts';
import { expectBits } from '../kernels/support.ts';
import { tensorOf } from '../tensor/support.ts';

const sizes = fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }));

test('linear and its gradients equal matmulNT with a broadcast bias, bit for bit', () => {
  fc.assert(
    fc.property(
      sizes.chain(([m, k, n]) =>
        fc.tuple(tensorOf([m, k]), tensorOf([n, k]), tensorOf([n]), tensorOf([m, n])),
      ),
      ([x, w, b, upstream]) => {
        const run = (layer: (x: Variable, w: Variable, b: Variable) => Variable) => {
          const leaves = [variable(x), variable(w), variable(b)] as const;
          const y = layer(...leaves);
          backward(sum(mul(y, upstream)));
          return [y.value, ...leaves.map(({ grad }) => grad)].map((t) => t?.values() ?? new Float32Array(0));
        };
        const fused = run(linear);
        const composed = run((p, q, r) => add(matmulNT(p, q), r));
        fused.forEach((values, i) => {
          expectBits(values, [...composed[i]]);
        });
      },
    ),
  );
});

test('linear rejects a bias of another size', () => {
  expect(() => linear([[1, 2]], [[1, 2]], [1, 2])).toThrow('bias: must be [1], got [2]');
});
