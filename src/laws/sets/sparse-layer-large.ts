import { claim, sameValues } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { PlainLayer, SparseLayerImpl } from '../interfaces/sparse-layer.ts';
import { type Law, law } from '../law.ts';
import { inputGradient, masked, outputOf, weightGradient } from './exact-layer.ts';

/** Sizes with more than 255 rows and columns, or more than 255 examples per batch. */
const SIZES = [
  { rows: 260, columns: 257, batch: 2 },
  { rows: 3, columns: 5, batch: 300 },
];

/** Returns integers from −3 to 3 that repeat with the given prime period. */
const pattern = (length: number, period: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => ((i % period) % 7) - 3);

/** The law of layers with more than 65,536 weights, and with more than 255 rows, columns and examples. */
export const largeSparseLayerLaws: readonly Law<SparseLayerImpl>[] = [
  law({
    name: 'a layer of more than 65,536 weights computes with every surviving weight',
    formula: 'y, ∂L/∂x, g and W after a step, for 260 rows and 257 columns, and for a batch of 300',
    source: 'Frankle & Carbin 2019, §1: f(x; m ⊙ θ), in layers as large as those of LeNet-300-100',
    runs: 2,
    given: [fc.record({ every: fc.constantFrom(5, 11), last: fc.boolean() })],
    holds: (impl: SparseLayerImpl, { every, last }) => {
      for (const { rows, columns, batch } of SIZES) {
        const weights = pattern(rows * columns, 997).map((w) => w || 1);
        const mask = Uint8Array.from(weights, (_, i) => Number(i % every === (last ? every - 1 : 0)));
        const layer: PlainLayer = { rows, columns, weights, mask };
        const kept = masked(weights, mask);
        const made = impl.layer(layer);
        const [x, dy] = [pattern(batch * columns, 101), pattern(batch * rows, 103)];
        sameValues('y', made.forward(x), outputOf(layer, kept, x));
        sameValues('∂L/∂x', made.backward(dy), inputGradient(layer, kept, dy));
        made.step();
        const gradient = weightGradient(layer, x, dy);
        const wanted = gradient.filter((_, at) => mask[at] === 1);
        sameValues('g, sorted', Float32Array.from(made.stored()[0]).sort(), wanted.sort());
        const after = made.weights();
        gradient.forEach((g, at) => {
          const moved = mask[at] === 1 ? g === 0 || (after[at] - weights[at]) * g < 0 : after[at] === 0;
          claim(
            moved,
            () => `w[${at}], mask ${mask[at]}, gradient ${g}: was ${weights[at]}, got ${after[at]}`,
          );
        });
      }
    },
  }),
];
