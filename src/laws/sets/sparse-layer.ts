import { claim, sameNumber, sameValues } from '../expect.ts';
import { sparseCases } from '../generators/index.ts';
import type { SparseLayerImpl } from '../interfaces/sparse-layer.ts';
import { type LawSet, law } from '../law.ts';
import { inputGradient, masked, outputOf, weightGradient } from './exact-layer.ts';
import { largeSparseLayerLaws } from './sparse-layer-large.ts';

const WITNESS = 'IEEE 754-2019, §6.2: 0 · NaN = NaN, so that a NaN shows every product it took part in';
const OURS = 'this package’s contract: a round costs what its surviving weights cost';

/** Returns the values [batch, width] with NaN in the columns for which `isPruned` returns true. */
const poisoned = (values: Float32Array, width: number, isPruned: (column: number) => boolean) =>
  values.map((value, i) => (isPruned(i % width) ? Number.NaN : value));

const indices = (length: number) => Array.from({ length }, (_, i) => i);

/**
 * Throws unless the results of two layers with the same weights agree. A layer may store its weights with more bits than
 * `weights()` returns.
 */
function near(what: string, got: Float32Array, expected: Float32Array): void {
  claim(
    got.length === expected.length,
    () => `${what}: must have ${expected.length} entries, got ${got.length}`,
  );
  expected.forEach((value, i) => {
    claim(Math.abs(got[i] - value) <= 2 ** -14, () => `${what}[${i}]: must be ${value}, got ${got[i]}`);
  });
}

/** Laws of masked layers whose cost is proportional to the number of surviving weights. */
export const sparseLayerLaws: LawSet<SparseLayerImpl> = {
  name: 'sparse layer',
  about:
    'A linear layer of which at most a quarter of the weights survive costs as much as these weights. Timings vary from run to run, ' +
    'so that the laws check which products are computed and which arrays are stored.',
  why: 'Sparse execution is worth its complexity only if it computes what the dense layer computes, and does not compute with pruned weights.',
  methods: ['layer'],
  live: ['weights', 'stored'],
  laws: [
    law({
      name: 'the output is computed from the surviving weights',
      formula: 'yᵢ = Σⱼ mᵢⱼ wᵢⱼ xⱼ, for small integers',
      source: 'Frankle & Carbin 2019, §1: f(x; m ⊙ θ)',
      given: [sparseCases],
      holds: (impl: SparseLayerImpl, { layer, x }) => {
        const expected = outputOf(layer, masked(layer.weights, layer.mask), x);
        sameValues('y', impl.layer(layer).forward(x.slice()), expected);
      },
    }),
    law({
      name: 'the input gradient is computed from the surviving weights',
      formula: '(∂L/∂x)ⱼ = Σᵢ mᵢⱼ wᵢⱼ (∂L/∂y)ᵢ, for small integers',
      source: 'the chain rule, for f(x; m ⊙ θ)',
      given: [sparseCases],
      holds: (impl: SparseLayerImpl, { layer, x, dy }) => {
        const made = impl.layer(layer);
        made.forward(x.slice());
        const expected = inputGradient(layer, masked(layer.weights, layer.mask), dy);
        sameValues('∂L/∂x', made.backward(dy.slice()), expected);
      },
    }),
    law({
      name: 'surviving weights have their gradient, and a step moves against it',
      formula:
        'gᵢⱼ = Σ over the batch of (∂L/∂y)ᵢ xⱼ where mᵢⱼ = 1;  (w′ − w)·g < 0 where g ≠ 0;  w′ = 0 where m = 0',
      source: 'the chain rule; Frankle & Carbin 2019, §1',
      given: [sparseCases],
      holds: (impl: SparseLayerImpl, { layer, x, dy }) => {
        const { mask, weights } = layer;
        const made = impl.layer({ ...layer, weights: weights.slice() });
        made.forward(x.slice());
        made.backward(dy.slice());
        made.step();
        const after = made.weights();
        const gradient = weightGradient(layer, x, dy);
        const wanted = gradient.filter((_, at) => mask[at] === 1);
        sameValues('g, sorted', Float32Array.from(made.stored()[0]).sort(), wanted.sort());
        gradient.forEach((g, at) => {
          const moved = mask[at] === 1 ? g === 0 || (after[at] - weights[at]) * g < 0 : after[at] === 0;
          claim(
            moved,
            () => `w[${at}], mask ${mask[at]}, gradient ${g}: was ${weights[at]}, got ${after[at]}`,
          );
        });
      },
    }),
    law({
      name: 'an iteration depends on the current weights and its own batch only',
      formula:
        'after a step: y = x·(m ⊙ W′)ᵀ and ∂L/∂x = dy·(m ⊙ W′);  g is that of the second batch and w = 0 where m = 0, even if inputs and outputs without a survivor are NaN',
      source: 'the chain rule; a gradient is cleared by a step',
      bound:
        'Sums of at most 9 products below 2⁵ are off by less than 2⁻¹⁴, also if the layer keeps its weights in float64.',
      given: [sparseCases],
      holds: (impl: SparseLayerImpl, { layer, x, dy }) => {
        const { mask, rows, columns } = layer;
        const made = impl.layer({ ...layer, weights: layer.weights.slice() });
        made.forward(x.map((value) => -value));
        made.backward(dy.slice());
        made.step();
        const isUnused = (j: number) => mask.every((bit, at) => bit === 0 || at % columns !== j);
        const fresh = impl.layer({ ...layer, weights: made.weights().slice() });
        const isEmpty = (i: number) => mask.every((bit, at) => bit === 0 || Math.floor(at / columns) !== i);
        const [spoiled, upstream] = [poisoned(x, columns, isUnused), poisoned(dy, rows, isEmpty)];
        near('y', made.forward(spoiled), fresh.forward(x.slice()));
        near('∂L/∂x', made.backward(upstream), fresh.backward(dy.slice()));
        made.step();
        made.weights().forEach((w, at) => {
          claim(mask[at] === 1 || w === 0, () => `pruned w[${at}] after a step: must be 0, got ${w}`);
        });
        const wanted = weightGradient(layer, x, dy).filter((_, at) => mask[at] === 1);
        sameValues('g, sorted', Float32Array.from(made.stored()[0]).sort(), wanted.sort());
      },
    }),
    law({
      name: 'no product of the output involves a pruned weight',
      formula: 'yᵢ(x) = yᵢ(x′) where x′ⱼ = NaN for every j with mᵢⱼ = 0',
      source: WITNESS,
      given: [sparseCases],
      holds: (impl: SparseLayerImpl, { layer, x }) => {
        const { rows, columns, mask } = layer;
        const made = impl.layer(layer);
        const y = made.forward(x.slice()).slice();
        for (const i of indices(rows)) {
          const got = made.forward(poisoned(x, columns, (j) => mask[i * columns + j] === 0));
          for (let at = i; at < y.length; at += rows)
            sameNumber(`output ${i}, NaN at the inputs pruned from it`, got[at], y[at]);
        }
      },
    }),
    law({
      name: 'no product of the input gradient involves a pruned weight',
      formula: '(∂L/∂x)ⱼ is the same where (∂L/∂y)ᵢ = NaN for every i with mᵢⱼ = 0',
      source: WITNESS,
      given: [sparseCases],
      holds: (impl: SparseLayerImpl, { layer, x, dy }) => {
        const { rows, columns, mask } = layer;
        const backward = (upstream: Float32Array) => {
          const made = impl.layer(layer);
          made.forward(x.slice());
          return made.backward(upstream);
        };
        const dx = backward(dy.slice());
        for (const j of indices(columns)) {
          const got = backward(poisoned(dy, rows, (i) => mask[i * columns + j] === 0));
          for (let at = j; at < dx.length; at += columns)
            sameNumber(`∂L/∂x of input ${j}, NaN at the outputs it was pruned from`, got[at], dx[at]);
        }
      },
    }),
    law({
      name: 'gradient and optimizer state have one entry per surviving weight',
      formula: '|g| = |u| = |v| = Σm after a step',
      source: OURS,
      given: [sparseCases],
      holds: (impl: SparseLayerImpl, { layer, x, dy }) => {
        const made = impl.layer(layer);
        made.forward(x.slice());
        made.backward(dy.slice());
        made.step();
        const survivors = layer.mask.reduce((sum, bit) => sum + bit, 0);
        const held = made.stored();
        claim(
          held.length > 1,
          () =>
            `stored: must contain the gradient and at least one kind of optimizer state, got ${held.length} lists`,
        );
        held.forEach(({ length }, at) => {
          claim(length === survivors, () => `stored[${at}]: must have ${survivors} entries, got ${length}`);
        });
      },
    }),
    ...largeSparseLayerLaws,
  ],
};
