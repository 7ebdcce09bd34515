// + − × ÷, elementwise with broadcasting. Each gradient is summed over the broadcast axes, back to the operand's shape.

import * as tensors from '../tensor/index.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/** a + b. ∂/∂a = 1, ∂/∂b = 1. */
export function add(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.add(a.value, b.value), {
    name: 'add',
    inputs: [a, b],
    gradient: (g) => [sumTo(g, a.shape), sumTo(g, b.shape)],
  });
}

/** a − b. ∂/∂a = 1, ∂/∂b = −1. */
export function sub(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.sub(a.value, b.value), {
    name: 'sub',
    inputs: [a, b],
    gradient: (g) => [sumTo(g, a.shape), sumTo(neg(g), b.shape)],
  });
}

/** a · b. ∂/∂a = b, ∂/∂b = a. */
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

/** a ÷ b. ∂/∂a = 1 ÷ b, ∂/∂b = −(a ÷ b) ÷ b, which avoids b², because it may overflow or underflow. */
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

/** −a. ∂/∂a = −1. */
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
