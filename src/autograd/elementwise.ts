// Elementwise functions. Derivatives are written in terms of the output y where that is simpler.

import * as tensors from '../tensor/index.ts';
import { div, mul } from './arithmetic.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/** Returns the absolute value |a| elementwise. ∂ = sign a, and 0 at 0. */
export function abs(operand: Operand): Variable {
  const a = asVariable(operand);
  return record(tensors.abs(a.value), {
    name: 'abs',
    inputs: [a],
    gradient: (g) => [mul(g, tensors.sign(a.value))],
  });
}

/**
 * Returns a² elementwise. ∂ = 2a.
 *
 * @example
 * square([1, -2, 3]).value.toArray(); // → [ 1, 4, 9 ]
 */
export function square(operand: Operand): Variable {
  const a = asVariable(operand);
  return record(tensors.mul(a.value, a.value), {
    name: 'square',
    inputs: [a],
    gradient: (g) => [mul(g, mul(a, 2))],
  });
}

/**
 * Returns √a elementwise, NaN for negative numbers. ∂ = 1 ÷ (2√a).
 *
 * @example
 * sqrt([4, 9]).value.toArray(); // → [ 2, 3 ]
 */
export function sqrt(operand: Operand): Variable {
  const a = asVariable(operand);
  const y: Variable = record(tensors.sqrt(a.value), {
    name: 'sqrt',
    inputs: [a],
    gradient: (g) => [div(g, mul(y, 2))],
  });
  return y;
}

/**
 * Returns eᵃ elementwise. ∂ = eᵃ.
 *
 * @example
 * exp([0, 1]).value.toArray(); // → [ 1, 2.7182817459106445 ]
 */
export function exp(operand: Operand): Variable {
  const a = asVariable(operand);
  const y: Variable = record(tensors.exp(a.value), {
    name: 'exp',
    inputs: [a],
    gradient: (g) => [mul(g, y)],
  });
  return y;
}

/**
 * Returns the natural logarithm ln a elementwise. ∂ = 1 ÷ a.
 *
 * @example
 * const x = variable([1, 4]);
 * sum(log(x)).backward();
 * x.grad.toArray(); // → [ 1, 0.25 ]
 */
export function log(operand: Operand): Variable {
  const a = asVariable(operand);
  return record(tensors.log(a.value), { name: 'log', inputs: [a], gradient: (g) => [div(g, a)] });
}
