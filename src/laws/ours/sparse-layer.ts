import { backward, variable } from '../../autograd/index.ts';
import { Linear } from '../../nn/index.ts';
import { Adam } from '../../optim/index.ts';
import { Random } from '../../random.ts';
import { SparseGradient } from '../../sparse/index.ts';
import { Tensor } from '../../tensor/index.ts';
import type { SparseLayerImpl } from '../interfaces/sparse-layer.ts';

/** This package's Linear layer and Adam under a mask that keeps few weights. */
export const sparseLayer: SparseLayerImpl = {
  layer({ rows, columns, weights, mask }) {
    const layer = new Linear(columns, rows, {
      random: new Random(0),
      initializer: () => weights,
      bias: false,
    });
    layer.setMask(new Map([['weight', mask]]));
    const { weight } = layer;
    const optimizer = new WatchedAdam(layer.namedParameters(), { learningRate: 0.125 });
    let x = variable([]);
    let y = x;
    let held: readonly Float32Array[] = [];
    return {
      forward(inputs) {
        x = variable(new Tensor(inputs, [inputs.length / columns, columns]));
        y = layer.forward(x);
        return y.value.values();
      },
      backward(upstream) {
        weight.zeroGrad();
        x.zeroGrad();
        backward(y, new Tensor(upstream, [...y.shape]));
        return (x.grad as Tensor).values();
      },
      step() {
        const gradient = weight.grad as Tensor;
        const isSparse = gradient instanceof SparseGradient;
        optimizer.step();
        const [entries, ...state] = optimizer.arrays;
        held = [isSparse ? entries : gradient.values(), ...state];
      },
      weights: () => weight.data,
      stored: () => held,
    };
  },
};

/** Adam that records the arrays of its last update: the gradient and the optimizer state. */
class WatchedAdam extends Adam {
  arrays: readonly Float32Array[] = [];

  protected override update(
    w: Float32Array,
    g: Float32Array,
    state: readonly Float32Array[],
    mask: Uint8Array | null,
  ): void {
    this.arrays = [g, ...state];
    super.update(w, g, state, mask);
  }
}
