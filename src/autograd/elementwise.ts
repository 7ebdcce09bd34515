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

/** a². ∂ = 2a. */
export function square(operand: Operand): Variable {
  const a = asVariable(operand);
  return record(tensors.mul(a.value, a.value), {
    name: 'square',
    inputs: [a],
    gradient: (g) => [mul(g, mul(a, 2))],
  });
}

/** √a. ∂ = 1 ÷ (2√a). */
export function sqrt(operand: Operand): Variable {
  const a = asVariable(operand);
  const y: Variable = record(tensors.sqrt(a.value), {
    name: 'sqrt',
    inputs: [a],
    gradient: (g) => [div(g, mul(y, 2))],
  });
  return y;
}

/** eᵃ. ∂ = eᵃ. */
export function exp(operand: Operand): Variable {
  const a = asVariable(operand);
  const y: Variable = record(tensors.exp(a.value), {
    name: 'exp',
    inputs: [a],
    gradient: (g) => [mul(g, y)],
  });
  return y;
}

/** ln a. ∂ = 1 ÷ a. */
export function log(operand: Operand): Variable {
  const a = asVariable(operand);
  return record(tensors.log(a.value), { name: 'log', inputs: [a], gradient: (g) => [div(g, a)] });
}

/** σ(a) = 1 ÷ (1 + e⁻ᵃ). ∂ = σ(1 − σ). */
export function sigmoid(operand: Operand): Variable {
  const a = asVariable(operand);
  const y: Variable = record(tensors.sigmoid(a.value), {
    name: 'sigmoid',
    inputs: [a],
    gradient: (g) => [mul(g, mul(y, sub(1, y)))],
  });
  return y;
}

/** tanh a. ∂ = 1 − tanh². */
export function tanh(operand: Operand): Variable {
  const a = asVariable(operand);
  const y: Variable = record(tensors.tanh(a.value), {
    name: 'tanh',
    inputs: [a],
    gradient: (g) => [mul(g, sub(1, mul(y, y)))],
  });
  return y;
}

/** max(a, 0). ∂ = 1 where a > 0, else 0. */
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

/** The value itself, with no gradient flowing back: a constant. */
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
