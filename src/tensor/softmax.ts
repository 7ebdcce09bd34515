import { ShapeError } from '../errors.ts';
import { kernels } from '../kernels/index.ts';
import { emptyResult, type Tensor } from './tensor.ts';

const rowwise =
  (name: string, kernel: () => typeof kernels.softmax) =>
  (a: Tensor): Tensor => {
    if (a.rank === 0 || a.shape.at(-1) === 0) {
      throw new ShapeError(name, 'last axis must have at least one element', [...a.shape]);
    }
    const columns = a.shape[a.rank - 1];
    const out = emptyResult(a.shape);
    kernel()(out.data, a.values(), a.size / columns, columns);
    return out;
  };

/** Returns eᶻ ÷ Σ eᶻ along the last axis. */
export const softmax = rowwise('softmax', () => kernels.softmax);

/** Returns z − ln Σ eᶻ along the last axis. */
export const logSoftmax = rowwise('logSoftmax', () => kernels.logSoftmax);
