import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, backward, linear, mul, sum } from '../../src/autograd/index.ts';
import { ShapeError } from '../../src/errors.ts';
import { Parameter } from '../../src/nn/index.ts';
import { tensor, transpose } from '../../src/tensor/index.ts';
import { expectBits, floats, masks } from '../kernels/support.ts';

/** A parameter's numbers, its mask and an upstream gradient. */
const prunable = fc.nat({ max: 9 }).chain((n) => fc.tuple(floats(n), masks(n), floats(n)));

describe('a Parameter', () => {
  test('Parameter shares its data with its value, so that training changes both', () => {
    const p = new Parameter(tensor([[1, 2], [3, 4]])); // biome-ignore format: one line
    p.data[3] = 9;
    expect(p.value.toArray()).toEqual([
      [1, 2],
      [3, 9],
    ]);
    expect(p.requiresGrad).toBe(true);
  });

  test('Parameter stores the weights of a view in row-major order', () => {
    const p = new Parameter(
      transpose(
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ),
    );
    expect([[...p.data], p.shape]).toEqual([
      [1, 3, 2, 4],
      [2, 2],
    ]);
  });

  test('pruned weights of a Parameter and their gradients are +0, and surviving weights keep their bits', () => {
    fc.assert(
      fc.property(prunable, ([w, mask, g]) => {
        const p = new Parameter(tensor(w.slice()));
        p.prune(mask);
        expectBits(
          p.data,
          Array.from(w, (x, i) => [0, x][mask[i]]),
        );
        for (const times of [1, 2]) {
          backward(mul(p, 1), tensor(g));
          expectBits(
            p.grad!.values(),
            Array.from(g, (x, i) => [0, Math.fround(x * times)][mask[i]]),
          );
        }
      }),
    );
  });

  test('Parameter is dense again after its mask is removed, with pruned weights still 0', () => {
    const p = new Parameter(tensor([1, 2]));
    p.prune(Uint8Array.of(0, 1));
    expect([...p.mask!]).toEqual([0, 1]);
    p.prune(null);
    backward(sum(p));
    expect([p.mask, [...p.data], p.grad!.toArray()]).toEqual([null, [0, 2], [1, 1]]);
  });

  test('Parameter throws a ShapeError for a mask of the wrong size and does not change', () => {
    const p = new Parameter(tensor([1, 2]));
    expect(() => p.prune(Uint8Array.of(0))).toThrow(new ShapeError('mask', 'must have 2 entries', 1));
    expect([p.mask, [...p.data]]).toEqual([null, [1, 2]]);
  });
});

test('a parameter that is used twice accumulates both gradients until zeroGrad', () => {
  const w = new Parameter(tensor([[2, 3]]));
  const twice = () => backward(sum(add(linear([[1, 10]], w, null), linear([[100, 1000]], w, null))));
  twice();
  expect(w.grad?.toArray()).toEqual([[101, 1010]]);
  twice();
  expect(w.grad?.toArray()).toEqual([[202, 2020]]);
  w.zeroGrad();
  twice();
  expect(w.grad?.toArray()).toEqual([[101, 1010]]);
});
