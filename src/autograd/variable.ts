import { type Nested, type Shape, Tensor, tensor } from '../tensor/index.ts';

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

/** A tensor that remembers how it was computed, so that `backward` can find its gradients. */
export class Variable {
  /** The numbers. */
  readonly value: Tensor;
  /** Whether `backward` should reach it. */
  readonly requiresGrad: boolean;
  /** The computation it came from; null for a leaf. */
  readonly operation: Operation | null;
  /** ∂L/∂this, on leaves that require it, once `backward` ran. It accumulates until `zeroGrad`, as in PyTorch. */
  grad: Tensor | null = null;
  /** Counts up: a variable is always younger than its inputs. */
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
}

/** What operations accept: a variable, a tensor or plain numbers; the last two are constants. */
export type Operand = Variable | Tensor | Nested;

/** A leaf whose gradient `backward` will fill in. */
export function variable(value: Tensor | Nested): Variable {
  return new Variable(value instanceof Tensor ? value : tensor(value), true);
}

/** The operand as a variable; tensors and numbers become constants. */
export function asVariable(operand: Operand): Variable {
  if (operand instanceof Variable) return operand;
  return new Variable(operand instanceof Tensor ? operand : tensor(operand));
}

/** What operations do beside computing: remember themselves, nothing, or serve `backward`. */
type Mode = 'record' | 'compute' | 'backward';

let mode: Mode = 'record';

/** Runs `f` without recording operations: nothing computed in it can be differentiated. */
export function noGrad<T>(f: () => T): T {
  return during('compute', f);
}

/** Runs `f` in a mode. */
export function during<T>(wanted: Mode, f: () => T): T {
  const before = mode;
  mode = wanted;
  try {
    return f();
  } finally {
    mode = before;
  }
}

/** Whether `backward` is running: gradients then go to leaves, and are not differentiated again. */
export const isRunningBackward = (): boolean => mode === 'backward';

/** The result of an operation, remembered only when some input requires a gradient and recording is on. */
export function record(value: Tensor, operation: Operation): Variable {
  const needed = mode === 'record' && operation.inputs.some((input) => input.requiresGrad);
  return needed ? new Variable(value, true, operation) : new Variable(value);
}
