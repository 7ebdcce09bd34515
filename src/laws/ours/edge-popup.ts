import { backward } from '../../autograd/index.ts';
import { type EdgeRanking, PopupLinear } from '../../experiments/index.ts';
import { SGD } from '../../optim/index.ts';
import { Random } from '../../random.ts';
import { Tensor } from '../../tensor/index.ts';
import type { EdgePopupImpl } from '../interfaces/edge-popup.ts';

/** Returns this package's edge-popup layer with the given ranking. SGD trains the scores. */
export const edgePopupBy = (ranking: EdgeRanking): EdgePopupImpl => ({
  layer({ rows, columns, weights, scores, keep }) {
    const options = { keep, ranking, random: new Random(0) };
    const layer = new PopupLinear(new Tensor(weights, [rows, columns]), options);
    layer.scores.data.set(scores);
    const optimizer = new SGD(layer.namedParameters(), { learningRate: 0.125, momentum: 0.5 });
    let output = layer.weight();
    return {
      mask: () => layer.mask(),
      forward(x) {
        output = layer.forward(new Tensor(x, [x.length / columns, columns]));
        return output.value.values();
      },
      backward(dy) {
        layer.zeroGrad();
        backward(output, new Tensor(dy, [...output.shape]));
        return (layer.scores.grad as Tensor).values().slice();
      },
      step: () => optimizer.step(),
      weights: () => layer.frozen.values(),
      scores: () => layer.scores.data,
    };
  },
});

/** This package's edge-popup layer with its default ranking. */
export const edgePopup = edgePopupBy('magnitude');
