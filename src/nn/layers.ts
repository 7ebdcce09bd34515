// Layers without parameters, and Sequential, which chains layers.

import { asVariable, type Operand, relu, reshape, sigmoid, tanh, type Variable } from '../autograd/index.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { sizeOf } from '../tensor/index.ts';
import { Module } from './module.ts';

/**
 * A layer that computes max(x, 0) elementwise.
 *
 * @example
 * new ReLU().forward([[-1, 2]]).value.toArray(); // → [ [ 0, 2 ] ]
 */
export class ReLU extends Module {
  override forward(inputs: Operand): Variable {
    return relu(inputs);
  }
}

/**
 * A layer that computes tanh x elementwise.
 *
 * @example
 * new Tanh().forward([[-100, 0, 100]]).value.toArray(); // → [ [ -1, 0, 1 ] ]
 */
export class Tanh extends Module {
  override forward(inputs: Operand): Variable {
    return tanh(inputs);
  }
}

/**
 * A layer that computes 1 ÷ (1 + e⁻ˣ) elementwise.
 *
 * @example
 * new Sigmoid().forward([[0, 100]]).value.toArray(); // → [ [ 0.5, 1 ] ]
 */
export class Sigmoid extends Module {
  override forward(inputs: Operand): Variable {
    return sigmoid(inputs);
  }
}

/**
 * A layer that flattens each example: [batch, …] → [batch, product of the other axes]. `forward` throws a ShapeError if the
 * input has no axes.
 *
 * @example
 * new Flatten().forward(zeros([10, 28, 28])).shape; // → [ 10, 784 ]
 */
export class Flatten extends Module {
  override forward(inputs: Operand): Variable {
    const x = asVariable(inputs);
    if (x.shape.length === 0) throw new ShapeError('Flatten', 'must have a batch axis', []);
    return reshape(x, [x.shape[0], sizeOf(x.shape.slice(1))]);
  }
}

/**
 * A chain of layers: the output of each layer is the input of the next. The names of the layers are the keys of the record, or
 * 0, 1, 2, … for a list.
 *
 * @throws {ValueError} if a key is not a letter or _ followed by letters, digits or _: a dot would make names ambiguous, and
 *   JavaScript moves numeric keys to the front.
 *
 * @example
 * const fc = new Linear(3, 2, { random: new Random(1) });
 * const model = new Sequential({ flatten: new Flatten(), fc, relu: new ReLU() });
 * [...model.namedParameters().keys()]; // → [ 'fc.weight', 'fc.bias' ]
 * model.forward(zeros([5, 3])).shape; // → [ 5, 2 ]
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

  /** Returns the layers under their own names, without a prefix, followed by the parts that a subclass adds. */
  protected override parts(): ReturnType<Module['parts']> {
    return [...this.layers, ...super.parts().filter(([name]) => !name.startsWith('layers.'))];
  }
}
