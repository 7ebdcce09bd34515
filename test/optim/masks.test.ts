import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Optimizer } from '../../src/optim/index.ts';
import { names, number, optimizers, parameterOf, stepWith } from './optimizers.ts';

/** A weight, whether it survives, and its gradient at each of six steps. */
const entry = fc.tuple(number, fc.constantFrom(0, 1), fc.array(number, { minLength: 6, maxLength: 6 }));
const problem = fc.array(entry, { maxLength: 9 });
const survivorsOf = <T>(values: ArrayLike<T>, mask: Uint8Array) =>
  Array.from(values).filter((_, i) => mask[i] === 1);

/** Every pruned entry is +0, in the weights and in each of the optimizer's arrays. */
function expectPrunedZero(optimizer: Optimizer, weights: Float32Array, mask: Uint8Array): void {
  for (const values of [weights, ...Object.values(optimizer.state().slots)]) {
    for (let i = 0; i < mask.length; i++) if (mask[i] === 0) expect(values[i]).toBe(0);
  }
}

describe.each(names)('%s under a mask', (name) => {
  test('keeps pruned weights and their memory at +0 and moves survivors as if the others had never been', () => {
    fc.assert(
      fc.property(problem, fc.nat({ max: 4 }), (entries, prunedAfter) => {
        const mask = Uint8Array.from(entries, ([, bit]) => bit);
        const compact = entries.filter(([, bit]) => bit === 1);
        const full = parameterOf(entries.map(([w]) => w));
        const small = parameterOf(compact.map(([w]) => w));
        const [long, short] = [full, small].map((w) => optimizers[name](new Map([['w', w]])));
        for (let step = 0; step < 6; step++) {
          if (step === prunedAfter) full.prune(mask);
          stepWith(
            long,
            full,
            entries.map(([, , gradients]) => gradients[step]),
          );
          stepWith(
            short,
            small,
            compact.map(([, , gradients]) => gradients[step]),
          );
          if (step >= prunedAfter) expectPrunedZero(long, full.data, mask);
          expect(survivorsOf(full.data, mask)).toEqual([...small.data]);
        }
        for (const [slot, values] of Object.entries(short.state().slots)) {
          expect(survivorsOf(long.state().slots[slot], mask)).toEqual([...values]);
        }
      }),
    );
  });

  test('a mask of ones changes no bit', () => {
    fc.assert(
      fc.property(problem, (entries) => {
        const [free, masked] = [0, 1].map(() => parameterOf(entries.map(([w]) => w)));
        masked.prune(new Uint8Array(entries.length).fill(1));
        const [a, b] = [free, masked].map((w) => optimizers[name](new Map([['w', w]])));
        for (let step = 0; step < 6; step++) {
          stepWith(
            a,
            free,
            entries.map(([, , gradients]) => gradients[step]),
          );
          stepWith(
            b,
            masked,
            entries.map(([, , gradients]) => gradients[step]),
          );
        }
        expect(masked.data).toEqual(free.data);
        expect(b.state()).toEqual(a.state());
      }),
    );
  });

  test('momentum gathered before pruning does not revive a weight once it is pruned', () => {
    const w = parameterOf([1, 1, 1]);
    const optimizer = optimizers[name](new Map([['w', w]]));
    for (let i = 0; i < 5; i++) stepWith(optimizer, w, [-1, -1, -1]);
    w.prune(Uint8Array.of(1, 0, 1));
    const mask = Uint8Array.of(1, 0, 1);
    for (let i = 0; i < 5; i++) {
      stepWith(optimizer, w, [0, 0, 0]);
      expectPrunedZero(optimizer, w.data, mask);
    }
    expect(w.data[0]).not.toBe(0);
  });
});
