import { describe, expect, test } from 'vitest';
import { createDataset } from '../../../src/data/index.ts';
import { AT_INIT_METHODS, type AtInitMethod, pruneAtInit } from '../../../src/experiments/index.ts';
import { mlp } from '../../../src/nn/index.ts';
import type { Scope } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor } from '../../../src/tensor/index.ts';

const random = new Random(1);
const DATA = createDataset({
  name: 'noise',
  inputs: tensor(
    new Float32Array(200).map(() => random.normal()),
    [40, 5],
  ),
  labels: new Uint8Array(40).map(() => random.integer(3)),
  classes: 3,
});
const prune = (method: AtInitMethod, model: ReturnType<typeof mlp>, sparsity: number, scope: Scope) =>
  pruneAtInit(method, model, DATA, sparsity, { random: new Random(1), examples: 20, scope });

/** A network of 106 weights, the half of largest magnitude left. */
function pruned() {
  const model = mlp([5, 8, 6, 3], { random: new Random(1) });
  const mask = prune('magnitude', model, 0.5, 'global');
  model.setMask(mask);
  return { model, mask };
}

describe.each(AT_INIT_METHODS)('%s on a network that is already pruned', (method) => {
  test.each(['global', 'layerwise'] as const)('keeps only weights that survive, under %s scope', (scope) => {
    const { model, mask } = pruned();
    const before = model.state();
    const found = prune(method, model, 0.8, scope);
    expect(found.intersect(mask)).toEqual(found);
    expect(Math.abs(found.remaining - Math.round(106 * 0.2))).toBeLessThanOrEqual(scope === 'global' ? 0 : 1);
    expect(model.state()).toEqual(before);
    expect(model.getMask()).toEqual(mask.layers);
  });

  test('rejects a sparsity that the network has, or a lower one', () => {
    const { model } = pruned();
    for (const sparsity of [0.2, 0.5])
      expect(() => prune(method, model, sparsity, 'global')).toThrow(
        `sparsity: must be above 0.505 to prune at least one of 53 weights left of 106, got ${sparsity}`,
      );
  });
});
