import { inScratch } from '../kernels/scratch.ts';
import { add, type Nested, type Shape, Tensor, tensor } from '../tensor/index.ts';
import { checkedUpstream, flow } from './graph.ts';

/** The operation that computed a variable, and its gradient. */
export interface Operation {
  /** Name of the operation, for error messages. */
  readonly name: string;
  /** The variables that the result was computed from. */
  readonly inputs: readonly Variable[];
  /** Returns ∂L/∂input for each input, given ∂L/∂output; null for inputs that no gradient flows to. */
  readonly gradient: (upstream: Variable) => readonly (Variable | null)[];
}

let created = 0;

/**
 * A tensor that remembers how it was computed, so that `backward` can compute gradients. Operations accept and return
 * variables; `variable` creates a leaf that requires a gradient.
 *
 * @example
 * const x = variable(3);
 * const y = add(square(x), x); // x² + x
 * y.backward();
 * x.grad.item(); // → 7
 */
export class Variable {
  /** The value of the variable. */
  readonly value: Tensor;
  /** Whether `backward` computes a gradient for this variable. */
  readonly requiresGrad: boolean;
  /** The operation that computed this variable; null for a leaf. */
  readonly operation: Operation | null;
  /** The gradient of a leaf, set by `backward`. It accumulates until `zeroGrad`, as in PyTorch. */
  grad: Tensor | null = null;
  /** Number of variables created before this one: always greater for a result than for its inputs. */
  readonly age: number = created++;

  constructor(value: Tensor, requiresGrad = false, operation: Operation | null = null) {
    this.value = value;
    this.requiresGrad = requiresGrad;
    this.operation = operation;
  }

  /** The length of each axis. */
  get shape(): Shape {
    return this.value.shape;
  }

  /** Returns the number of a one-element variable. @throws {ShapeError} if it has another size. */
  item(): number {
    return this.value.item();
  }

  /**
   * Adds the derivative of this variable to the `grad` of every leaf that it was computed from: `loss.backward()` computes
   * the gradient of a loss. The graph is retained: a second call adds the gradients again. Intermediate gradients are
   * computed in a scratch scope (see `inScratch`), and each leaf copies its own.
   *
   * @param upstream the gradient with respect to this variable, of the same shape; optional if it has one element.
   * @throws {ShapeError} if `upstream` is missing or has another shape.
   */
  backward(upstream?: Tensor): void {
    const pass = {
      seed: new Variable(checkedUpstream(this.shape, upstream)),
      isWanted: ({ operation }: Variable) => operation === null,
      add: (a: Variable, b: Variable) => new Variable(add(a.value, b.value)),
    };
    inScratch(() => {
      for (const [leaf, { value }] of noGrad(() => flow<Variable>(this, pass))) leaf.accumulate(value);
    });
  }

  /** Clears the accumulated gradient. */
  zeroGrad(): void {
    this.grad = null;
  }

  /** Adds a gradient to `grad`, which becomes a copy in ordinary memory. `backward` calls this once per leaf. */
  accumulate(gradient: Tensor): void {
    this.grad = (this.grad === null ? gradient : add(this.grad, gradient)).clone();
  }
}

/** An input of an operation: a variable, a tensor or plain numbers. Tensors and numbers are constants. */
export type Operand = Variable | Tensor | Nested;

/**
 * Creates a leaf for which `backward` computes a gradient.
 *
 * @throws {ShapeError} if nested lists do not form a rectangle.
 *
 * @example
 * const x = variable([1, 2, 3]);
 * sum(square(x)).backward();
 * x.grad.values(); // → Float32Array(3) [ 2, 4, 6 ]
 */
export function variable(value: Tensor | Nested): Variable {
  return new Variable(value instanceof Tensor ? value : tensor(value), true);
}

/** Returns the operand as a variable. Tensors and numbers become constants. */
export function asVariable(operand: Operand): Variable {
  if (operand instanceof Variable) return operand;
  return new Variable(operand instanceof Tensor ? operand : tensor(operand));
}

let isRecording = true;

/**
 * Runs `f` without recording operations, so that its results cannot be differentiated. Use it to evaluate a network.
 *
 * @returns the return value of `f`.
 *
 * @example
 * const x = variable([1, 2]);
 * noGrad(() => square(x)).requiresGrad; // → false
 */
export function noGrad<T>(f: () => T): T {
  const before = isRecording;
  isRecording = false;
  try {
    return f();
  } finally {
    isRecording = before;
  }
}

/** Wraps the result of an operation. The operation is recorded only if an input requires a gradient and recording is on. */
export function record(value: Tensor, operation: Operation): Variable {
  const needed = isRecording && operation.inputs.some((input) => input.requiresGrad);
  return needed ? new Variable(value, true, operation) : new Variable(value);
}
