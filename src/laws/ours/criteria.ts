import { mlp } from '../../nn/index.ts';
import { CRITERIA, type CriterionInput } from '../../pruning/index.ts';
import { Random } from '../../random.ts';
import { flowGradients } from '../../training/index.ts';
import type { CriteriaImpl } from '../interfaces/criteria.ts';

const only = (values: Float32Array) => new Map([['w', values]]);
const evidence = (
  trained: Float32Array,
  initial: Float32Array,
  rest: Partial<CriterionInput> = {},
): CriterionInput => ({
  trained: only(trained),
  initial: only(initial),
  layer: 'w',
  ...rest,
});

/** This package's pruning criteria. */
export const criteria: CriteriaImpl = {
  magnitude: (trained) => CRITERIA.magnitude(evidence(trained, trained)),
  movement: (trained, initial) => CRITERIA.movement(evidence(trained, initial)),
  magnitudeIncrease: (trained, initial) => CRITERIA.magnitude_increase(evidence(trained, initial)),
  snip: (weights, gradient) => CRITERIA.snip(evidence(weights, weights, { gradients: () => only(gradient) })),
  synflow({ sizes, weights }) {
    const model = mlp(sizes, { random: new Random(0), bias: false });
    const trained = model.prunableWeights();
    [...trained.values()].forEach((values, l) => {
      values.set(weights[l]);
    });
    const flow = flowGradients(model, sizes[0]);
    const from = { trained, initial: trained, flowGradients: () => flow };
    return [...trained.keys()].map((layer) => CRITERIA.synflow({ ...from, layer }));
  },
};
