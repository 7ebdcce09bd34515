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
 * Returns `value` in the forward pass and passes the gradient of the result to `through` unchanged in the backward pass. `value`
 * gets no gradient. This is the straight-through estimator of Bengio, Léonard & Courville 2013.
 */
export function straightThrough(value: Operand, through: Operand): Variable {
  const [forward, a] = [asVariable(value), asVariable(through)];
  const stretched = tensors.broadcastTo(forward.value, a.shape);
  return record(stretched, { name: 'straightThrough', inputs: [a], gradient: (g) => [g] });
}
