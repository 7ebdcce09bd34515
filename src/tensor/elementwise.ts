import { kernels } from '../kernels/index.ts';
import { broadcastShapes, sameShape } from './shape.ts';
import { emptyResult, type Tensor } from './tensor.ts';
import { broadcastTo } from './views.ts';

type BinaryKernel = (out: Float32Array, a: Float32Array, b: Float32Array) => void;
type UnaryKernel = (out: Float32Array, a: Float32Array) => void;

const binary =
  (name: string, kernel: () => BinaryKernel) =>
  (a: Tensor, b: Tensor): Tensor => {
    const shape = sameShape(a.shape, b.shape) ? a.shape : broadcastShapes(name, a.shape, b.shape);
    const out = emptyResult(shape);
    kernel()(out.data, broadcastTo(a, shape).values(), broadcastTo(b, shape).values());
    return out;
  };

const unary =
  (kernel: () => UnaryKernel) =>
  (a: Tensor): Tensor => {
    const out = emptyResult(a.shape);
    kernel()(out.data, a.values());
    return out;
  };

/** Returns a + b elementwise, with broadcasting. */
export const add = binary('add', () => kernels.add);
/** Returns a − b elementwise, with broadcasting. */
export const sub = binary('sub', () => kernels.sub);
/** Returns a · b elementwise, with broadcasting. */
export const mul = binary('mul', () => kernels.mul);
/** Returns a ÷ b elementwise, with broadcasting. */
export const div = binary('div', () => kernels.div);
/** Returns g where a > 0, otherwise +0: the gradient of ReLU. */
export const reluGradient = binary('reluGradient', () => kernels.reluGradient);
/** Returns −a elementwise. */
export const neg = unary(() => kernels.neg);
/** Returns |a| elementwise. */
export const abs = unary(() => kernels.abs);
/** Returns the sign of each element: −1, 0 or 1. */
export const sign = unary(() => kernels.sign);
/** Returns √a elementwise. */
export const sqrt = unary(() => kernels.sqrt);
/** Returns eᵃ elementwise. */
export const exp = unary(() => kernels.exp);
/** Returns ln a elementwise. */
export const log = unary(() => kernels.log);
/** Returns 1 ÷ (1 + e⁻ᵃ) elementwise. */
export const sigmoid = unary(() => kernels.sigmoid);
/** Returns tanh a elementwise. */
export const tanh = unary(() => kernels.tanh);
/** Returns max(a, 0) elementwise. */
export const relu = unary(() => kernels.relu);

/** Returns 1 where a = b, otherwise 0, for tensors of the same shape. */
export function equal(a: Tensor, b: Tensor): Tensor {
  const [x, y, out] = [a.values(), b.values(), emptyResult(a.shape)];
  for (let i = 0; i < x.length; i++) out.data[i] = x[i] === y[i] ? 1 : 0;
  return out;
}
