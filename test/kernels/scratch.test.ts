import { afterEach, describe, expect, test } from 'vitest';
import {
  add,
  backward,
  concat,
  crossEntropy,
  exp,
  gather,
  gradients,
  max,
  mean,
  mul,
  noGrad,
  relu,
  reshape,
  slice,
  softmax,
  sum,
  transpose,
  type Variable,
  variable,
} from '../../src/autograd/index.ts';
import { heap, useKernels } from '../../src/kernels/index.ts';
import { currentScope, inScratch, results } from '../../src/kernels/scratch.ts';
import { Linear, mlp } from '../../src/nn/index.ts';
import { Adam } from '../../src/optim/index.ts';
import { Random } from '../../src/random.ts';
import { EndedScopeError, Tensor, tensor } from '../../src/tensor/index.ts';
import { evaluate, trainStep } from '../../src/training/index.ts';

afterEach(() => useKernels('simd'));

const numbers = (length: number, seed = 1) => {
  const random = new Random(seed);
  return Float32Array.from({ length }, () => random.normal());
};
const matrix = (rows: number, columns: number, seed = 1) =>
  new Tensor(numbers(rows * columns, seed), [rows, columns]);

/** Writes NaN to the memory that the next scopes will use. */
const dirty = () => {
  inScratch(() => results(200_000).fill(Number.NaN));
};

describe('inScratch', () => {
  test('inScratch returns the result of its function and moves the heap pointer back', () => {
    const top = heap?.top;
    expect(inScratch(() => add([1, 2], [3, 4]).value.toArray())).toEqual([4, 6]);
    expect([heap?.top, currentScope()]).toEqual([top, null]);
  });

  test('results are on the kernel heap inside a scope only', () => {
    expect(results(5).buffer).not.toBe(heap?.buffer);
    inScratch(() => {
      expect(results(5).buffer).toBe(heap?.buffer);
      expect(results(0).length).toBe(0);
    });
  });

  test('inScratch allocates results that do not overlap', () => {
    inScratch(() => {
      const arrays = Array.from({ length: 20 }, (_, i) => results(i).fill(i));
      arrays.forEach((array, i) => {
        expect(array.every((value) => value === i)).toBe(true);
      });
    });
  });

  test('reading a tensor after its scope has ended throws an error that explains how to keep it', () => {
    const late = inScratch(() => add([1, 2], [3, 4]));
    const view = inScratch(() => transpose(mul([[1, 2]], 2)));
    for (const read of [() => late.value.data, () => late.value.values(), () => view.value.toArray()]) {
      expect(read).toThrow(EndedScopeError);
      expect(read).toThrow('copy it inside the scope: tensor.clone()');
    }
    expect(() => late.item()).toThrow();
    expect(() => add(late, 1)).toThrow(EndedScopeError);
  });

  test('a clone, a number and a copied array outlive the scope', () => {
    const [kept, number, array] = inScratch(() => {
      const y = exp([[0, 0]]);
      return [y.value.clone(), sum(y).item(), y.value.toArray()] as const;
    });
    dirty();
    expect([kept.toArray(), kept.shape, number, array]).toEqual([[[1, 1]], [1, 2], 2, [[1, 1]]]);
  });

  test('an inner scope releases its own results only', () => {
    inScratch(() => {
      const outer = add([1], [2]);
      const inner = inScratch(() => add(outer, 1));
      expect(() => inner.value.data).toThrow(EndedScopeError);
      const next = add(outer, 10);
      expect([outer.item(), next.item()]).toEqual([3, 13]);
    });
  });

  test('inScratch releases its memory when the function throws, and rethrows the error', () => {
    const top = heap?.top;
    let leaked: Variable | undefined;
    const failing = () =>
      inScratch(() => {
        leaked = add([1], [2]);
        inScratch(() => {
          throw new RangeError('inner');
        });
      });
    expect(failing).toThrow(new RangeError('inner'));
    expect([heap?.top, currentScope()]).toEqual([top, null]);
    expect(() => leaked?.value.data).toThrow(EndedScopeError);
  });

  test('inScratch throws a ValueError for an asynchronous function', () => {
    expect(() => inScratch(async () => 1)).toThrow('inScratch: must be called with a synchronous function');
    expect(currentScope()).toBeNull();
  });

  test('inScratch falls back to ordinary memory when the kernel heap has no room', () => {
    inScratch(() => {
      const large = results(2 ** 28); // 1 GiB, the whole heap
      expect(large.buffer).not.toBe(heap?.buffer);
      expect(large.length).toBe(2 ** 28);
      expect(results(4).buffer).toBe(heap?.buffer);
    });
  });

  test('a scope that exhausts the kernel heap continues in ordinary memory, and kernels still have room', () => {
    const allocated = () => heap?.allocate(2 ** 20).length;
    inScratch(() => {
      while (results(2 ** 24).buffer === heap?.buffer); // 64 MiB each
      const x = new Tensor(new Float32Array(2 ** 22).fill(1), [2 ** 22]);
      expect(sum(add(x, x)).item()).toBe(2 ** 23);
      expect(allocated()).toBe(2 ** 20);
    });
    expect(allocated()).toBe(2 ** 20);
  });

  test.each(['simd', 'reference'] as const)(
    'reading a tensor after its scope throws an EndedScopeError with %s kernels',
    (name) => {
      useKernels(name);
      const late = inScratch(() => add([1], [2]));
      expect(() => late.item()).toThrow(EndedScopeError);
    },
  );

  test('parameters, states and gradients of leaves made inside a scope outlive it', () => {
    const made = inScratch(() => {
      const layer = new Linear(2, 2, { random: new Random(1) });
      const optimizer = new Adam(layer.namedParameters(), { learningRate: 0.1 });
      const leaf = variable([[1, 2]]);
      backward(sum(layer.forward(leaf)));
      optimizer.step();
      return { layer, optimizer, leaf };
    });
    dirty();
    const { layer, optimizer, leaf } = made;
    const all = [
      ...layer.state().values(),
      ...Object.values(optimizer.state().slots),
      leaf.grad?.values() ?? new Float32Array([Number.NaN]),
      layer.weight.grad?.values() ?? new Float32Array([Number.NaN]),
    ];
    expect(all.every((values) => values.every(Number.isFinite))).toBe(true);
  });
});

describe('the arbitrary contents of scratch memory', () => {
  const x = matrix(3, 4);
  const operations: Record<string, () => Variable> = {
    add: () => add(x, matrix(1, 4, 2)),
    relu: () => relu(x),
    softmax: () => softmax(x),
    sum: () => sum(x, 0),
    'sum of an empty tensor': () => sum(matrix(0, 4), 0),
    mean: () => mean(x),
    max: () => max(x, 1),
    transpose: () => reshape(transpose(x), [12]),
    concat: () => concat([x, x], 1),
    gather: () => gather(x, [2, 0, 2]),
    'gradient of slice': () => gradientOf((leaf) => slice(leaf, 1, 1, 3)),
    'gradient of gather': () => gradientOf((leaf) => gather(leaf, [1, 1])),
    'gradient of max': () => gradientOf((leaf) => max(leaf, 1)),
    'gradient of a sum over rows': () => gradientOf((leaf) => sum(leaf, 1)),
    'cross-entropy': () => gradientOf((leaf) => crossEntropy(leaf, [0, 3, 1])),
    'a layer': () => gradientOf((leaf) => new Linear(4, 2, { random: new Random(3) }).forward(leaf)),
  };
  const gradientOf = (f: (leaf: Variable) => Variable): Variable => {
    const leaf = variable(x);
    return gradients(sum(f(leaf)), [leaf])[0];
  };

  test.each(Object.keys(operations))(
    'the arbitrary contents of scratch memory do not affect the result of %s',
    (name) => {
      for (const kernels of ['simd', 'reference'] as const) {
        useKernels(kernels);
        const outside = operations[name]().value.toArray();
        dirty();
        expect(inScratch(() => operations[name]().value.toArray())).toEqual(outside);
      }
    },
  );
});

describe('training', () => {
  const batch = () => ({ inputs: matrix(6, 4), labels: Uint8Array.of(0, 1, 2, 0, 1, 2) });
  const network = () => mlp([4, 5, 3], { random: new Random(7) });

  test('a hand-written loop gives the same weights with and without a scope, and as trainStep', () => {
    const run = (step: (model: ReturnType<typeof network>, optimizer: Adam) => void) => {
      const model = network();
      const optimizer = new Adam(model.namedParameters(), { learningRate: 0.05 });
      for (let i = 0; i < 5; i++) step(model, optimizer);
      return model.state();
    };
    const byHand = (model: ReturnType<typeof network>, optimizer: Adam) => {
      model.zeroGrad();
      backward(crossEntropy(model.forward(batch().inputs), batch().labels));
      optimizer.step();
    };
    const plain = run(byHand);
    expect(run((model, optimizer) => inScratch(() => byHand(model, optimizer)))).toEqual(plain);
    expect(run((model, optimizer) => trainStep(model, optimizer, batch()))).toEqual(plain);
  });

  test('gradients can be read after trainStep, until the next one replaces them', () => {
    const model = network();
    const optimizer = new Adam(model.namedParameters(), { learningRate: 0.05 });
    trainStep(model, optimizer, batch());
    dirty();
    for (const { grad, shape } of model.namedParameters().values()) {
      expect(grad?.shape).toEqual(shape);
      expect(grad?.values().every(Number.isFinite)).toBe(true);
    }
  });

  test('a forward pass outside any scope gives ordinary tensors', () => {
    const outputs = noGrad(() => network().forward(batch().inputs));
    dirty();
    expect(outputs.value.values().every(Number.isFinite)).toBe(true);
  });

  test('using an activation of the previous trainStep throws an error that suggests clone', () => {
    let before: Variable | null = null;
    class Remembering extends Linear {
      override forward(inputs: Parameters<Linear['forward']>[0]): Variable {
        const y = before === null ? super.forward(inputs) : add(super.forward(inputs), before);
        before = y;
        return y;
      }
    }
    const layer = new Remembering(4, 3, { random: new Random(1) });
    const optimizer = new Adam(layer.namedParameters(), { learningRate: 0.05 });
    trainStep(layer, optimizer, batch());
    expect(() => trainStep(layer, optimizer, batch())).toThrow('tensor.clone()');
  });

  test('evaluate moves the heap pointer back', () => {
    const top = heap?.top;
    const { inputs, labels } = batch();
    evaluate(network(), { name: 'six', inputs, labels, classes: 3 } as never);
    expect(heap?.top).toBe(top);
  });
});

test('toEqual compares the numbers of tensors, in scratch memory too', () => {
  inScratch(() => {
    const y = add([1, 2], [0, 0]).value;
    expect(y).toEqual(tensor([1, 2]));
    expect(() => expect(y).toEqual(tensor([1, 3]))).toThrow();
    expect(() => expect(y).toEqual(tensor([[1, 2]]))).toThrow();
    expect(() => expect({ y }).toEqual({ y: tensor([1, 3]) })).toThrow();
  });
});
