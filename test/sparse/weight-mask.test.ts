import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import type { KernelHeap } from '../../src/kernels/heap.ts';
import { heap } from '../../src/kernels/index.ts';
import { inScratch } from '../../src/kernels/scratch.ts';
import { type Pattern, Slot, SparseGradient, WeightMask } from '../../src/sparse/index.ts';
import { Tensor, tensor } from '../../src/tensor/index.ts';
import { expectBits } from '../kernels/support.ts';
import { withSparseBelow } from './patterns.ts';

const BITS = Uint8Array.of(1, 0, 0, 1);
const maskOf = (density: number, bits: Uint8Array | null = BITS, shape = [2, 2]) =>
  withSparseBelow(density, () => new WeightMask(bits, shape, 4));
const gradient = (...values: number[]) => new Tensor(Float32Array.from(values), [2, 2]);

describe.each([
  ['dense', 0],
  ['sparse', 1],
] as const)('a %s WeightMask', (kind, density) => {
  test('copies its bits', () => {
    const bits = BITS.slice();
    const mask = maskOf(density, bits);
    bits[0] = 0;
    expect(mask.bits).toEqual(BITS);
  });

  test(`has ${kind === 'dense' ? 'no pattern' : 'a pattern'} for a matrix`, () => {
    expect(maskOf(density).pattern === null).toBe(kind === 'dense');
  });

  test('has no pattern for a vector, or when nothing is pruned', () => {
    expect(maskOf(density, BITS, [4]).pattern).toBeNull();
    expect(maskOf(density, BITS, [1, 2, 2]).pattern).toBeNull();
    expect(maskOf(density, null).pattern).toBeNull();
  });

  test('apply sets pruned weights to +0 and keeps the bits of the others', () => {
    const weights = Float32Array.of(-0, -1, 2, 3);
    maskOf(density).apply(weights);
    expectBits(weights, [-0, 0, 0, 3]);
  });

  test('accumulate copies the first gradient, with +0 at pruned weights', () => {
    const values = gradient(-0, 5, -5, 7);
    const sum = maskOf(density).accumulate(null, values);
    values.data.fill(9);
    expectBits(sum.values(), [-0, 0, 0, 7]);
    expect(sum.shape).toEqual([2, 2]);
    expect(sum instanceof SparseGradient).toBe(kind === 'sparse');
  });

  test('accumulate adds to the previous gradient, even if it was set by hand or read densely', () => {
    const mask = maskOf(density);
    const first = mask.accumulate(null, gradient(1, 2, 3, 4));
    const second = mask.accumulate(first, gradient(10, 20, 30, 40));
    expectBits(second.values(), [11, 0, 0, 44]);
    second.data[3] = 1; // as clipping does
    expectBits(mask.accumulate(second, gradient(1, 1, 1, 1)).values(), [12, 0, 0, 2]);
    expectBits(mask.accumulate(gradient(5, 5, 5, 5), gradient(1, 1, 1, 1)).values(), [6, 0, 0, 6]);
  });

  test('update applies a rule to weights and state, and keeps pruned weights and their state +0', () => {
    const weights = Float32Array.of(1, 0, 0, 2);
    const slots = [new Slot(4), new Slot(4)];
    maskOf(density).update(weights, gradient(10, 20, 30, 40), slots, (w, g, state, mask) => {
      for (const array of [g, ...state]) expect(array.length).toBe(w.length);
      expect(state.length).toBe(2);
      for (let i = 0; i < w.length; i++) {
        const survives = mask === null || mask[i] === 1;
        w[i] = survives ? w[i] + g[i] : 0;
        state[1][i] = survives ? g[i] : 0;
      }
    });
    expectBits(weights, [11, 0, 0, 42]);
    expect(slots.map((slot) => [...slot.dense()])).toEqual([
      [0, 0, 0, 0],
      [10, 0, 0, 40],
    ]);
  });

  test(`update passes ${kind === 'dense' ? 'the mask' : 'packed arrays and no mask'}`, () => {
    let seen: [number, Uint8Array | null] | undefined;
    maskOf(density).update(new Float32Array(4), gradient(1, 2, 3, 4), [], (w, _, __, mask) => {
      seen = [w.length, mask];
    });
    expect(seen).toEqual(kind === 'dense' ? [4, BITS] : [2, null]);
  });

  test('update reads the current weights each time', () => {
    const mask = maskOf(density);
    const weights = Float32Array.of(1, 0, 0, 2);
    const double = (w: Float32Array) => w.set(w.map((x) => 2 * x));
    mask.update(weights, gradient(0, 0, 0, 0), [], double);
    weights[0] = 5;
    mask.update(weights, gradient(0, 0, 0, 0), [], double);
    expectBits(weights, [10, 0, 0, 8]);
  });

  test('the constructor throws a ShapeError for a mask of the wrong size', () => {
    const wrong = () => maskOf(density, Uint8Array.of(1, 0, 1));
    expect(wrong).toThrow(ShapeError);
    expect(wrong).toThrow('mask: must have 4 entries, got 3');
  });
});

describe('a WeightMask on a kernel heap with too little room', () => {
  const size = 40_000;
  const mask = withSparseBelow(1, () => new WeightMask(new Uint8Array(size).fill(1), [200, 200], size));
  const entries = new Tensor(new Float32Array(size), [size]);
  const sparse = new SparseGradient(entries, mask.pattern as Pattern);

  /** Calls `f` while scratch memory reaches down to the arrays that are in use. */
  const onFullHeap = (f: () => void): void =>
    inScratch(() => {
      (heap as KernelHeap).top = (heap as KernelHeap).frontier;
      f();
    });

  test('accumulate throws an error that names the gradient', () => {
    const call = () => onFullHeap(() => mask.accumulate(null, sparse));
    expect(call).toThrow('gradient, 40000 float32: must fit in the');
  });

  test('update throws an error that names the packed weights', () => {
    const call = () => onFullHeap(() => mask.update(new Float32Array(size), sparse, [], () => {}));
    expect(call).toThrow('packed weights, 40000 float32: must fit in the');
  });
});

describe('a WeightMask without bits', () => {
  test('changes no weight, accumulates dense gradients and passes no mask', () => {
    const mask = maskOf(1, null);
    const weights = Float32Array.of(1, 2, 3, 4);
    mask.apply(weights);
    expect(weights).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(mask.bits).toBeNull();
    const sum = mask.accumulate(mask.accumulate(null, gradient(1, 2, 3, 4)), gradient(1, 1, 1, 1));
    expect(sum).toEqual(
      tensor([
        [2, 3],
        [4, 5],
      ]),
    );
    let seen: Uint8Array | null | undefined;
    mask.update(weights, sum, [], (w, g, _, bits) => {
      seen = bits;
      w.set(g);
    });
    expect([seen, [...weights]]).toEqual([null, [2, 3, 4, 5]]);
  });
});
