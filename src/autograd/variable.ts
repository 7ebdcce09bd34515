import { ShapeError } from '../errors.ts';
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

/**
 * A weight or bias of a network: a leaf that requires a gradient, trained in place. With a mask, the pruned
 * weights are not part of the network: they are 0 and so is their gradient.
 */
export class Parameter extends Variable {
  #mask: Uint8Array | null = null;

  constructor(value: Tensor) {
    super(new Tensor(value.values(), value.shape), true);
  }

  /** The weights, row by row, live. */
  get data(): Float32Array {
    return this.value.data;
  }

  /** 1 for each surviving weight, 0 for each pruned one, or null for a dense parameter. */
  get mask(): Uint8Array | null {
    return this.#mask;
  }

  /** Sets or lifts the mask, and sets the pruned weights to +0. Throws a ShapeError for a mask of another size. */
  prune(mask: Uint8Array | null): void {
    if (mask !== null && mask.length !== this.data.length) {
      throw new ShapeError('mask', `must have ${this.data.length} entries`, mask.length);
    }
    this.#mask = mask;
    if (mask !== null) for (let i = 0; i < mask.length; i++) if (mask[i] === 0) this.data[i] = 0;
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

let recording = true;

/** Runs `f` without recording operations: nothing computed in it can be differentiated. */
export function noGrad<T>(f: () => T): T {
  const before = recording;
  recording = false;
  try {
    return f();
  } finally {
    recording = before;
  }
}

/** The result of an operation, remembered only when some input requires a gradient and recording is on. */
export function record(value: Tensor, operation: Operation): Variable {
  const needed = recording && operation.inputs.some((input) => input.requiresGrad);
  return needed ? new Variable(value, true, operation) : new Variable(value);
}
