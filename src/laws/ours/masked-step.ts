import { Parameter } from '../../nn/index.ts';
import { Adam, AdamW, SGD } from '../../optim/index.ts';
import { Tensor } from '../../tensor/index.ts';
import type { MaskedStepImpl, StepOptions } from '../interfaces/masked-step.ts';

/**
 * This package's SGD, Adam and AdamW on a matrix with one row. With few surviving weights, the steps use packed arrays.
 */
export const maskedStep: MaskedStepImpl = {
  optimizer(options, size) {
    const parameter = new Parameter(new Tensor(new Float32Array(size), [1, size]));
    const optimizer = optimizerOf(options, new Map([['w', parameter]]));
    return {
      step(weights, gradient, mask) {
        parameter.data.set(weights);
        if (String(mask) !== String(parameter.mask)) parameter.prune(mask);
        parameter.grad = new Tensor(gradient.slice(), [1, size]);
        optimizer.step();
        weights.set(parameter.data);
      },
      state: () => Object.values(optimizer.state().slots),
    };
  },
};

function optimizerOf(options: StepOptions, parameters: Map<string, Parameter>): SGD | Adam {
  if (options.kind === 'sgd') {
    const { kind: _, ...own } = options;
    return new SGD(parameters, own);
  }
  const { kind, ...own } = options;
  return kind === 'adam' ? new Adam(parameters, own) : new AdamW(parameters, own);
}
