import { TicketError } from '../errors.ts';
import { currentScope, results, type Scope } from '../kernels/scratch.ts';

/**
 * Thrown when a tensor is read after the scratch scope in which it was computed has ended.
 *
 * @example
 * const y = inScratch(() => add([1, 2], 3));
 * y.value.toArray(); // throws EndedScopeError
 */
export class EndedScopeError extends TicketError {
  override readonly name = 'EndedScopeError';
}

/** The memory of a tensor, which all views of it share. */
export interface Storage {
  /** The binary32 numbers. @throws {EndedScopeError} if they were computed in a scratch scope that has ended. */
  readonly data: Float32Array;
}

/** Returns memory for a result with `length` elements, which is valid as long as the current scratch scope. */
export function resultStorage(length: number): Storage {
  const scope = currentScope();
  const data = results(length);
  return scope === null ? { data } : new ScratchStorage(data, scope);
}

/** Scratch memory, readable while its scope is open. */
class ScratchStorage implements Storage {
  readonly #data: Float32Array;
  readonly #scope: Scope;

  constructor(data: Float32Array, scope: Scope) {
    this.#data = data;
    this.#scope = scope;
  }

  get data(): Float32Array {
    if (this.#scope.hasEnded) {
      throw new EndedScopeError(
        'The scratch scope in which this tensor was computed has ended (trainStep, evaluate, backward and inScratch open one). To keep a tensor, copy it inside the scope: tensor.clone().',
      );
    }
    return this.#data;
  }
}
