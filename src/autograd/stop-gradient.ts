import * as tensors from '../tensor/index.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/**
 * Returns the same values as a constant, through which no gradient flows.
 *
 * @example
 * const x = variable([3]);
 * mul(x, detach(x)).backward(); // a constant 3 times x
 * x.grad.toArray(); // → [ 3 ]
 */
export function detach(operand: Operand): Variable {
  return asVariable(asVariable(operand).value);
}
/**
 * The straight-through estimator of Bengio, Léonard & Courville 2013. Returns `value` in the forward pass. In the backward
 * pass, the gradient of the result is passed to `through` unchanged, and `value` gets no gradient.
 */
export function straightThrough(value: Operand, through: Operand): Variable {
  const [forward, a] = [asVariable(value), asVariable(through)];
  const stretched = tensors.broadcastTo(forward.value, a.shape);
  return record(stretched, { name: 'straightThrough', inputs: [a], gradient: (g) => [g] });
}
