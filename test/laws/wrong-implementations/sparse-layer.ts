import {
  ours,
  type PlainLayer,
  type SparseLayer,
  type SparseLayerImpl,
  sparseLayerLaws,
} from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

const right = ours.sparseLayer;

/** A right layer of which some answers are replaced; it goes on underneath, so that its gradient is there to step by. */
const by = (wrong: (layer: SparseLayer, plain: PlainLayer) => Partial<SparseLayer>): SparseLayerImpl => ({
  layer(plain) {
    const layer = right.layer(plain);
    const changed = wrong(layer, plain);
    return {
      ...layer,
      ...changed,
      forward(x) {
        const y = layer.forward(x);
        return changed.forward?.(x) ?? y;
      },
      backward(dy) {
        const dx = layer.backward(dy);
        return changed.backward?.(dy) ?? dx;
      },
    };
  },
});

/** x·Wᵀ, every product of it. */
function product(x: Float32Array, w: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from({ length: (x.length / columns) * rows }, (_, at) => {
    const [b, i] = [Math.floor(at / rows), at % rows];
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += x[b * columns + j] * w[i * columns + j];
    return sum;
  });
}

const transposed = (w: Float32Array, rows: number, columns: number) =>
  w.map((_, at) => w[(at % rows) * columns + Math.floor(at / rows)]);

/** The layer with these weights, computed whole, forwards and backwards. */
const dense = (w: Float32Array, { rows, columns }: PlainLayer) => ({
  forward: (x: Float32Array) => product(x, w, rows, columns),
  backward: (dy: Float32Array) => product(dy, transposed(w, rows, columns), columns, rows),
});

const masked = ({ weights, mask }: PlainLayer) => weights.map((w, i) => (mask[i] === 1 ? w : 0));

/** Wrong sparse layers. */
export const sparseLayerWrong: WrongImplementations<SparseLayerImpl> = {
  set: sparseLayerLaws,
  rejects: {
    'the output is computed from the surviving weights': [
      'never applies the mask to the layer',
      'computes in whole blocks of four and forgets the rest',
    ],
    'the input gradient is computed from the surviving weights': [
      'never applies the mask to the layer',
      'loses the gradient on its way to the inputs',
    ],
    'surviving weights have their gradient, and a step moves against it': [
      'masks a dense layer: as slow as before',
      'keeps its gradient and never steps',
      'climbs where it should descend',
      'keeps a dense gradient',
    ],
    'an iteration depends on the current weights and its own batch only': [
      'masks a dense layer: as slow as before',
      'never applies the mask to the layer',
      'sparse forwards, dense backwards',
      'computes whole blocks of four around each survivor',
      'computes in whole blocks of four and forgets the rest',
      'keeps its gradient and never steps',
      'climbs where it should descend',
      'keeps a dense gradient',
      'computes with the weights that it began with',
      'stores column indices in one byte',
      'multiplies a dense gradient by the mask',
    ],
    'no product of the output involves a pruned weight': [
      'masks a dense layer: as slow as before',
      'never applies the mask to the layer',
      'computes whole blocks of four around each survivor',
      'stores column indices in one byte',
    ],
    'no product of the input gradient involves a pruned weight': [
      'masks a dense layer: as slow as before',
      'never applies the mask to the layer',
      'sparse forwards, dense backwards',
    ],
    'gradient and optimizer state have one entry per surviving weight': [
      'masks a dense layer: as slow as before',
      'keeps a dense gradient',
      'keeps the memory of what is pruned',
    ],
    'a layer of more than 65,536 weights computes with every surviving weight': [
      'masks a dense layer: as slow as before',
      'never applies the mask to the layer',
      'computes in whole blocks of four and forgets the rest',
      'loses the gradient on its way to the inputs',
      'keeps its gradient and never steps',
      'climbs where it should descend',
      'keeps a dense gradient',
      'stores column indices in one byte',
    ],
  },
  implementations: [
    {
      name: 'masks a dense layer: as slow as before',
      from: 'masks that promise speed or memory and give none: weight * mask before a dense product, as pruning toolkits do',
      impl: by((_, plain) => ({
        ...dense(masked(plain), plain),
        stored: () => [plain.weights, plain.weights],
      })),
    },
    {
      name: 'never applies the mask to the layer',
      from: 'a mask computed, reported, and left out of the forward pass',
      impl: by((_, plain) => dense(plain.weights, plain)),
    },
    {
      name: 'sparse forwards, dense backwards',
      from: 'inference formats used in training: the gradient goes through the dense weights',
      impl: by((_, plain) => ({ backward: dense(masked(plain), plain).backward })),
    },
    {
      name: 'computes whole blocks of four around each survivor',
      from: 'block-sparse formats under an unstructured mask: nearly every block has a survivor',
      impl: by((_, plain) => ({
        forward(x) {
          const { rows, columns, mask } = plain;
          const w = masked(plain);
          const blockOf = (i: number, j: number) => i * columns + j - (j % 4);
          const isLive = (i: number, j: number) =>
            mask.subarray(blockOf(i, j), Math.min(blockOf(i, j) + 4, (i + 1) * columns)).includes(1);
          return Float32Array.from({ length: (x.length / columns) * rows }, (_, at) => {
            const [b, i] = [Math.floor(at / rows), at % rows];
            let sum = 0;
            for (let j = 0; j < columns; j++)
              if (isLive(i, j)) sum += w[i * columns + j] * x[b * columns + j];
            return sum;
          });
        },
      })),
    },
    {
      name: 'computes in whole blocks of four and forgets the rest',
      from: 'a loop unrolled four times, without the loop for what is left over',
      impl: by((_, plain) => {
        const { columns, mask } = plain;
        const whole = mask.map((bit, at) => (at % columns < columns - (columns % 4) ? bit : 0));
        return { forward: right.layer({ ...plain, mask: whole }).forward };
      }),
    },
    {
      name: 'loses the gradient on its way to the inputs',
      from: 'a sparse product without a backward of its own: the layers below never learn',
      impl: by((_, { columns, rows }) => ({
        backward: (dy) => new Float32Array((dy.length / rows) * columns),
      })),
    },
    {
      name: 'keeps its gradient and never steps',
      from: 'an optimizer that was given the dense weights, not the sparse ones',
      impl: by((_, { weights, mask }) => ({
        weights: () => weights.map((w, i) => (mask[i] === 1 ? w : 0)),
      })),
    },
    {
      name: 'climbs where it should descend',
      from: 'a sign lost in a hand-written backward',
      impl: by((layer, { weights, mask }) => ({
        weights: () => layer.weights().map((w, i) => (mask[i] === 1 ? 2 * weights[i] - w : 0)),
      })),
    },
    {
      name: 'keeps a dense gradient',
      from: 'autograd that knows no sparse weights: memory in training is that of the dense network',
      impl: by((layer, { mask }) => ({ stored: () => [mask, ...layer.stored().slice(1)] })),
    },
    {
      name: 'keeps the memory of what is pruned',
      from: 'the optimizer of the dense network, kept: Adam’s two arrays do not shrink',
      impl: by((layer, { mask }) => ({ stored: () => [layer.stored()[0], mask, mask] })),
    },
    {
      name: 'computes with the weights that it began with',
      from: 'a packed copy of the surviving weights that no step updates',
      impl: {
        layer(plain) {
          const first = right.layer({ ...plain, weights: plain.weights.slice() });
          const trained = right.layer(plain);
          return {
            ...trained,
            forward(x) {
              trained.forward(x);
              return first.forward(x);
            },
            backward(dy) {
              trained.backward(dy);
              return first.backward(dy);
            },
          };
        },
      },
    },
    {
      name: 'stores column indices in one byte',
      from: 'compact index types that are chosen for small layers: column 256 becomes column 0',
      impl: by((_, plain) => {
        const { columns } = plain;
        const wrapped = (values: Float32Array) => {
          const result = new Float32Array(values.length);
          for (const [at, value] of values.entries())
            result[at - (at % columns) + ((at % columns) & 255)] += value;
          return result;
        };
        return { forward: (x) => product(x, wrapped(masked(plain)), plain.rows, columns) };
      }),
    },
    {
      name: 'multiplies a dense gradient by the mask',
      from: 'gradient * mask after a dense backward pass: 0 · NaN is NaN, and the step writes it into pruned weights',
      impl: {
        layer(plain) {
          const layer = right.layer(plain);
          const { rows, columns, mask } = plain;
          let x: Float32Array = new Float32Array();
          let dy: Float32Array = new Float32Array();
          let spoiled = new Uint8Array(mask.length);
          return {
            ...layer,
            forward: (inputs) => {
              x = inputs;
              return layer.forward(inputs);
            },
            backward: (upstream) => {
              dy = upstream;
              return layer.backward(upstream);
            },
            step() {
              layer.step();
              const isNaNAt = (values: Float32Array, width: number, column: number) =>
                values.some((value, i) => i % width === column && Number.isNaN(value));
              spoiled = mask.map((bit, at) =>
                bit === 0 &&
                (isNaNAt(x, columns, at % columns) || isNaNAt(dy, rows, Math.floor(at / columns)))
                  ? 1
                  : 0,
              );
            },
            weights: () => layer.weights().map((w, at) => (spoiled[at] === 1 ? Number.NaN : w)),
          };
        },
      },
    },
  ],
};
