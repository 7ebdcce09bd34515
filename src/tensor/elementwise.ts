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

/** a + b, broadcast. */
export const add = binary('add', () => kernels.add);
/** a − b, broadcast. */
export const sub = binary('sub', () => kernels.sub);
/** a · b, broadcast. */
export const mul = binary('mul', () => kernels.mul);
/** a ÷ b, broadcast. */
export const div = binary('div', () => kernels.div);
/** g where a > 0, else +0. */
export const reluGradient = binary('reluGradient', () => kernels.reluGradient);
/** −a. */
export const neg = unary(() => kernels.neg);
/** |a|. */
export const abs = unary(() => kernels.abs);
/** sign a: −1, 0 or 1. */
export const sign = unary(() => kernels.sign);
/** √a. */
export const sqrt = unary(() => kernels.sqrt);
/** eᵃ. */
export const exp = unary(() => kernels.exp);
/** ln a. */
export const log = unary(() => kernels.log);
/** 1 ÷ (1 + e⁻ᵃ). */
export const sigmoid = unary(() => kernels.sigmoid);
/** tanh a. */
export const tanh = unary(() => kernels.tanh);
/** max(a, 0). */
export const relu = unary(() => kernels.relu);

/** 1 where a = b, else 0; a and b of one shape. */
export function equal(a: Tensor, b: Tensor): Tensor {
  const [x, y, out] = [a.values(), b.values(), emptyResult(a.shape)];
  for (let i = 0; i < x.length; i++) out.data[i] = x[i] === y[i] ? 1 : 0;
  return out;
}
