import * as tensors from '../tensor/index.ts';
import { mul, sub } from './arithmetic.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/**
 * Returns the logistic function σ(a) = 1 ÷ (1 + e⁻ᵃ) elementwise. ∂ = σ(1 − σ).
 *
 * @example
 * sigmoid([0, 100]).value.toArray(); // → [ 0.5, 1 ]
 */
export function sigmoid(operand: Operand): Variable {
  const a = asVariable(operand);
  const y: Variable = record(tensors.sigmoid(a.value), {
    name: 'sigmoid',
    inputs: [a],
    gradient: (g) => [mul(g, mul(y, sub(1, y)))],
  });
  return y;
}
/**
 * Returns the hyperbolic tangent tanh a elementwise. ∂ = 1 − tanh² a.
 *
 * @example
 * tanh([-100, 0, 100]).value.toArray(); // → [ -1, 0, 1 ]
 */
export function tanh(operand: Operand): Variable {
  const a = asVariable(operand);
  const y: Variable = record(tensors.tanh(a.value), {
    name: 'tanh',
    inputs: [a],
    gradient: (g) => [mul(g, sub(1, mul(y, y)))],
  });
  return y;
}
/**
 * Returns max(a, 0) elementwise. ∂ = 1 where a > 0, otherwise 0.
 *
 * @example
 * const x = variable([-1, 2]);
 * sum(relu(x)).backward();
 * x.grad.toArray(); // → [ 0, 1 ]
 */
export function relu(operand: Operand): Variable {
  const a = asVariable(operand);
  return record(tensors.relu(a.value), {
    name: 'relu',
    inputs: [a],
    gradient: (g) => [where(a.value, g)],
  });
}
/**
 * Returns b where the constant condition is positive, otherwise 0. It is linear in b, so that its gradient is the same function
 * of g.
 */
function where(condition: tensors.Tensor, b: Variable): Variable {
  return record(tensors.reluGradient(b.value, condition), {
    name: 'where',
    inputs: [b],
    gradient: (g) => [where(condition, g)],
  });
}
