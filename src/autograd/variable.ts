import { add, type Nested, type Shape, Tensor, tensor } from '../tensor/index.ts';

/** How a variable was computed, and how a gradient flows back through that computation. */
export interface Operation {
  /** Its name, for messages. */
  readonly name: string;
  /** What it was computed from. */
  readonly inputs: readonly Variable[];
  /** Given ∂L/∂output, returns ∂L/∂input for each input, null where none flows. */
  readonly gradient: (upstream: Variable) => readonly (Variable | null)[];
}

let created = 0;

/** A tensor that remembers how it was computed, so that `backward` can compute gradients. */
export class Variable {
  /** The numbers. */
  readonly value: Tensor;
  /** Whether `backward` computes a gradient for it. */
  readonly requiresGrad: boolean;
  /** The operation that computed it; null for a leaf. */
  readonly operation: Operation | null;
  /** ∂L/∂this of a leaf, after `backward` has run. It accumulates until `zeroGrad`, as in PyTorch. */
  grad: Tensor | null = null;
  /** Increases with each new variable: a variable is always younger than its inputs. */
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

  /** The one number of a one-element variable. */
  item(): number {
    return this.value.item();
  }

  /** Forgets the accumulated gradient. */
  zeroGrad(): void {
    this.grad = null;
  }

  /** Adds a gradient to `grad`; the result is a copy outside of scratch memory. `backward` calls it once for each leaf. */
  accumulate(gradient: Tensor): void {
    this.grad = (this.grad === null ? gradient : add(this.grad, gradient)).clone();
  }
}

/** What operations accept: a variable, a tensor or plain numbers; the last two are constants. */
export type Operand = Variable | Tensor | Nested;

/** A leaf whose gradient `backward` computes. */
export function variable(value: Tensor | Nested): Variable {
  return new Variable(value instanceof Tensor ? value : tensor(value), true);
}

/** The operand as a variable; tensors and numbers become constants. */
export function asVariable(operand: Operand): Variable {
  if (operand instanceof Variable) return operand;
  return new Variable(operand instanceof Tensor ? operand : tensor(operand));
}

let isRecording = true;

/** Runs `f` without recording operations: nothing that is computed in it can be differentiated. */
export function noGrad<T>(f: () => T): T {
  const before = isRecording;
  isRecording = false;
  try {
    return f();
  } finally {
    isRecording = before;
  }
}

/** The result of an operation, which is recorded only if an input requires a gradient and recording is on. */
export function record(value: Tensor, operation: Operation): Variable {
  const needed = isRecording && operation.inputs.some((input) => input.requiresGrad);
  return needed ? new Variable(value, true, operation) : new Variable(value);
}
