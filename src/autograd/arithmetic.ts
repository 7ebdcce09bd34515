// Elementwise arithmetic (+ − × ÷) with broadcasting. Each gradient is summed over the broadcast axes, so that it has the shape
// of the operand.

import * as tensors from '../tensor/index.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/**
 * Returns a + b elementwise, with broadcasting as in NumPy. ∂/∂a = 1, ∂/∂b = 1.
 *
 * @throws {ShapeError} if the shapes cannot be broadcast together.
 *
 * @example
 * add([[1, 2], [3, 4]], [10, 20]).value.toArray(); // → [ [ 11, 22 ], [ 13, 24 ] ]
 */
export function add(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.add(a.value, b.value), {
    name: 'add',
    inputs: [a, b],
    gradient: (g) => [sumTo(g, a.shape), sumTo(g, b.shape)],
  });
}

/**
 * Returns a − b elementwise, with broadcasting as in NumPy. ∂/∂a = 1, ∂/∂b = −1.
 *
 * @throws {ShapeError} if the shapes cannot be broadcast together.
 *
 * @example
 * sub([3, 5], 1).value.toArray(); // → [ 2, 4 ]
 */
export function sub(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.sub(a.value, b.value), {
    name: 'sub',
    inputs: [a, b],
    gradient: (g) => [sumTo(g, a.shape), sumTo(neg(g), b.shape)],
  });
}

/**
 * Returns a · b elementwise, with broadcasting as in NumPy. ∂/∂a = b, ∂/∂b = a.
 *
 * @throws {ShapeError} if the shapes cannot be broadcast together.
 *
 * @example
 * const w = variable([2, 3]);
 * sum(mul(w, [10, 20])).backward();
 * w.grad.toArray(); // → [ 10, 20 ]
 */
export function mul(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.mul(a.value, b.value), {
    name: 'mul',
    inputs: [a, b],
    gradient: (g) => [
      a.requiresGrad ? sumTo(mul(g, b), a.shape) : null,
      b.requiresGrad ? sumTo(mul(g, a), b.shape) : null,
    ],
  });
}

/**
 * Returns a ÷ b elementwise, with broadcasting as in NumPy. ∂/∂a = 1 ÷ b, ∂/∂b = −(a ÷ b) ÷ b, which avoids b², because it may
 * overflow or underflow.
 *
 * @throws {ShapeError} if the shapes cannot be broadcast together.
 *
 * @example
 * div([6, 9], [2, 3]).value.toArray(); // → [ 3, 3 ]
 */
export function div(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.div(a.value, b.value), {
    name: 'div',
    inputs: [a, b],
    gradient: (g) => [
      sumTo(div(g, b), a.shape),
      b.requiresGrad ? sumTo(neg(mul(g, div(div(a, b), b))), b.shape) : null,
    ],
  });
}

/**
 * Returns −a elementwise. ∂ = −1.
 *
 * @example
 * neg([1, -2]).value.toArray(); // → [ -1, 2 ]
 */
export function neg(operand: Operand): Variable {
  const a = asVariable(operand);
  return record(tensors.neg(a.value), { name: 'neg', inputs: [a], gradient: (g) => [neg(g)] });
}

/** Broadcasts `a` to a larger shape. The gradient is summed over the broadcast axes. */
export function broadcastTo(operand: Operand, shape: tensors.Shape): Variable {
  const a = asVariable(operand);
  if (tensors.sameShape(a.shape, shape)) return a;
  return record(tensors.broadcastTo(a.value, shape), {
    name: 'broadcastTo',
    inputs: [a],
    gradient: (g) => [sumTo(g, a.shape)],
  });
}

/** Sums `a` down to a smaller shape that can be broadcast to the shape of `a`. The gradient is broadcast. */
export function sumTo(operand: Operand, shape: tensors.Shape): Variable {
  const a = asVariable(operand);
  if (tensors.sameShape(a.shape, shape)) return a;
  return record(tensors.sumTo(a.value, shape), {
    name: 'sumTo',
    inputs: [a],
    gradient: (g) => [broadcastTo(g, a.shape)],
  });
}
