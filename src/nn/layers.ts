// Layers without parameters, and the one that chains layers.

import { asVariable, type Operand, relu, reshape, sigmoid, tanh, type Variable } from '../autograd/index.ts';
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

/** [B, …] → [B, the rest multiplied out]. */
export class Flatten extends Module {
  override forward(inputs: Operand): Variable {
    const x = asVariable(inputs);
    const batch = x.shape[0];
    return reshape(x, [batch, x.value.size / Math.max(batch, 1)]);
  }
}

/** Layers one after the other, named by the record's keys, or 0, 1, 2 … for a list. */
export class Sequential extends Module {
  /** The layers in order, by name. */
  readonly layers: ReadonlyMap<string, Module>;

  constructor(layers: readonly Module[] | Readonly<Record<string, Module>>) {
    super();
    this.layers = new Map(Object.entries(layers));
  }

  override forward(inputs: Operand): Variable {
    let x = asVariable(inputs);
    for (const layer of this.layers.values()) x = layer.forward(x);
    return x;
  }

  protected override parts(): [string, Module][] {
    return [...this.layers];
  }
}
