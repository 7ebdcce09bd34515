// Layers without parameters, and the one that chains layers.

import { asVariable, type Operand, relu, reshape, sigmoid, tanh, type Variable } from '../autograd/index.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { sizeOf } from '../tensor/index.ts';
import { Module } from './module.ts';

/** max(x, 0). */
export class ReLU extends Module {
  override forward(inputs: Operand): Variable {
    return relu(inputs);
  }
}

/** tanh x. */
export class Tanh extends Module {
  override forward(inputs: Operand): Variable {
    return tanh(inputs);
  }
}

/** 1 ÷ (1 + e⁻ˣ). */
export class Sigmoid extends Module {
  override forward(inputs: Operand): Variable {
    return sigmoid(inputs);
  }
}

/** [batch, …] → [batch, product of the other axes]. @throws {ShapeError} if the input has no axes. */
export class Flatten extends Module {
  override forward(inputs: Operand): Variable {
    const x = asVariable(inputs);
    if (x.shape.length === 0) throw new ShapeError('Flatten', 'must have a batch axis', []);
    return reshape(x, [x.shape[0], sizeOf(x.shape.slice(1))]);
  }
}

/**
 * A chain of layers. Their names are the keys of the record, or 0, 1, 2, … for a list.
 *
 * @throws {ValueError} if a key is not a letter or _ followed by letters, digits or _: a dot would make names ambiguous, and
 *   JavaScript moves numeric keys to the front.
 */
export class Sequential extends Module {
  /** The layers in order, by name. */
  readonly layers: ReadonlyMap<string, Module>;

  constructor(layers: readonly Module[] | Readonly<Record<string, Module>>) {
    super();
    this.layers = new Map(Object.entries(layers));
    if (Array.isArray(layers)) return;
    for (const name of this.layers.keys()) {
      if (!/^[\p{L}_]\w*$/u.test(name))
        throw new ValueError('layer name', 'must be a letter, then letters, digits or _', name);
    }
  }

  override forward(inputs: Operand): Variable {
    let x = asVariable(inputs);
    for (const layer of this.layers.values()) x = layer.forward(x);
    return x;
  }

  /** The layers under their own names, without a prefix, then what a subclass adds. */
  protected override parts(): ReturnType<Module['parts']> {
    return [...this.layers, ...super.parts().filter(([name]) => !name.startsWith('layers.'))];
  }
}
