import { backward, linear, Parameter, SurvivorsGradient, variable } from '../../autograd/index.ts';
import { Adam } from '../../optim/index.ts';
import { Tensor } from '../../tensor/index.ts';
import type { SparseLayerImpl } from '../interfaces/sparse-layer.ts';

/** This package's layer and Adam, over survivors alone. */
export const sparseLayer: SparseLayerImpl = {
  layer({ rows, columns, weights, mask }) {
    const weight = new Parameter(new Tensor(weights, [rows, columns]));
    weight.prune(mask);
    const optimizer = new WatchedAdam(new Map([['weight', weight]]), { learningRate: 0.125 });
    let x = variable([]);
    let y = x;
    return {
      forward(inputs) {
        x = variable(new Tensor(inputs, [inputs.length / columns, columns]));
        y = linear(x, weight, null);
        return y.value.values();
      },
      backward(upstream) {
        weight.zeroGrad();
        x.zeroGrad();
        backward(y, new Tensor(upstream, [...y.shape]));
        return (x.grad as Tensor).values();
      },
      step: () => optimizer.step(),
      weights: () => weight.data,
      held: () => optimizer.held,
    };
  },
};

/** Adam, telling what it worked on. */
class WatchedAdam extends Adam {
  held: readonly Float32Array[] = [];

  protected override update(
    parameter: Parameter,
    gradient: Float32Array,
    slot: (kind: string) => Float32Array,
  ): void {
    const { grad } = parameter;
    const kept = grad instanceof SurvivorsGradient ? gradient : (grad as Tensor).data;
    this.held = [kept, slot('firstMoment'), slot('secondMoment')];
    super.update(parameter, gradient, slot);
  }
}
