// Elementwise functions. Derivatives are written in terms of the output y where that is simpler.

import * as tensors from '../tensor/index.ts';
import { div, mul, sub } from './arithmetic.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/** |a|. ∂ = sign a, and 0 at 0. */
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

/** b where the constant condition is positive, else 0. It is linear in b, so its gradient is the same function of g. */
function where(condition: tensors.Tensor, b: Variable): Variable {
  return record(tensors.reluGradient(b.value, condition), {
    name: 'where',
    inputs: [b],
    gradient: (g) => [where(condition, g)],
  });
}

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
