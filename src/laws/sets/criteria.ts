import { claim, NothingToCheck, sameList } from '../expect.ts';
import { smallNetworks } from '../generators/index.ts';
import type { CriteriaImpl, SmallNetwork } from '../interfaces/criteria.ts';
import { type LawSet, law } from '../law.ts';
import { largeCriteriaLaws } from './criteria-large.ts';
import { snipLaws, valueLaws } from './criteria-values.ts';

const TANAKA = 'Tanaka et al. 2020, §5, theorems 1 and 2';

/** Maximum number of roundings of a score, for at most three matrices with at most four rows and columns. */
const ROUNDINGS = 40;
const BOUND = 2 * ROUNDINGS * 2 ** -24 * 1.01;
const bound =
  `u = 2⁻²⁴. A score is a product of three factors, each a sum of at most 4 terms over at most 3 matrices, all ≥ 0, so that ` +
  `nothing cancels: at most ${ROUNDINGS} roundings, relative error γ ≤ 1.01·${ROUNDINGS}u. Two sums of them, added in ` +
  'float64, differ by at most 2γ of the larger.';

const networks = smallNetworks(3, 4);

function scoresOf({ synflow }: CriteriaImpl, { sizes, weights }: SmallNetwork) {
  return synflow?.({ sizes: [...sizes], weights: weights.map((w) => w.slice()) });
}

function close(what: string, a: number, b: number): void {
  const most = BOUND * Math.max(a, b);
  claim(Math.abs(a - b) <= most, () => `${what}: must be equal to within ${most}, got ${a} and ${b}`);
}

const total = (values: Iterable<number>): number => [...values].reduce((sum, x) => sum + x, 0);

/** Returns |θ|·x for one layer: the flow into each of its units. */
const flowUp = (inputs: readonly number[], matrix: Float32Array, rows: number): number[] =>
  Array.from({ length: rows }, (_, row) =>
    total(inputs.map((x, column) => x * Math.abs(matrix[row * inputs.length + column]))),
  );

/**
 * Returns 1ᵀ ∏|θ| for the layers from `first` on: the contribution of each unit below them to the sum of the outputs.
 */
function flowDown({ sizes, weights }: SmallNetwork, first: number): number[] {
  let flow = Array<number>(sizes[sizes.length - 1]).fill(1);
  for (let l = weights.length - 1; l >= first; l--) {
    const upper = flow;
    flow = Array.from({ length: sizes[l] }, (_, column) =>
      total(upper.map((x, row) => x * Math.abs(weights[l][row * sizes[l] + column]))),
    );
  }
  return flow;
}

/** Laws of pruning criteria. */
export const criteriaLaws: LawSet<CriteriaImpl> = {
  name: 'criteria',
  about: 'Pruning criteria: magnitude, movement, magnitude increase, SNIP and SynFlow.',
  why: 'Criteria are compared with each other by the accuracy of the tickets they give. A score with an incorrect sign, scale or gradient gives a plausible ticket of another criterion.',
  laws: [
    ...valueLaws,
    ...snipLaws,
    ...largeCriteriaLaws,
    law({
      name: 'SynFlow scores are conserved at every hidden unit',
      formula: 'Σ scores into a unit = Σ scores out of it',
      source: `${TANAKA}: neuron-wise conservation`,
      bound,
      given: [networks],
      holds: (impl: CriteriaImpl, network) => {
        const scores = scoresOf(impl, network);
        if (scores === undefined) throw new NothingToCheck();
        for (let l = 1; l < scores.length; l++) {
          const [width, inputs] = [network.sizes[l], network.sizes[l - 1]];
          for (let unit = 0; unit < width; unit++) {
            const into = total(scores[l - 1].subarray(unit * inputs, (unit + 1) * inputs));
            const out = total(scores[l].filter((_, at) => at % width === unit));
            close(`flow into and out of unit ${unit} of layer ${l}`, into, out);
          }
        }
      },
    }),
    law({
      name: 'SynFlow scores are conserved from layer to layer',
      formula: 'Σ scores of layer l = R = 1ᵀ ∏|θ| 1 for every l',
      source: `${TANAKA}: network-wise conservation`,
      bound,
      given: [networks],
      holds: (impl: CriteriaImpl, network) => {
        const scores = scoresOf(impl, network);
        if (scores === undefined) throw new NothingToCheck();
        let flow = Array<number>(network.sizes[0]).fill(1);
        network.weights.forEach((matrix, l) => {
          flow = flowUp(flow, matrix, network.sizes[l + 1]);
        });
        scores.forEach((layer, l) => {
          close(`sum of layer ${l}’s scores and R`, total(layer), total(flow));
        });
      },
    }),
    law({
      name: 'SynFlow scores are those of the formula',
      formula: 's(θ)ᵢⱼ = (1ᵀ ∏|θ| above)ᵢ · |θᵢⱼ| · (∏|θ| below · 1)ⱼ',
      source: 'Tanaka et al. 2020, §6: ∂R/∂θ ⊙ θ for R = 1ᵀ ∏|θ| 1',
      bound,
      given: [networks],
      holds: (impl: CriteriaImpl, network) => {
        const scores = scoresOf(impl, network);
        if (scores === undefined) throw new NothingToCheck();
        const { sizes, weights } = network;
        const above = weights.map((_, l) => flowDown(network, l + 1));
        let below = Array<number>(sizes[0]).fill(1);
        weights.forEach((matrix, l) => {
          const inputs = below;
          scores[l].forEach((score, at) => {
            const [row, column] = [Math.floor(at / inputs.length), at % inputs.length];
            close(
              `score ${at} of layer ${l} and the formula`,
              score,
              above[l][row] * Math.abs(matrix[at]) * inputs[column],
            );
          });
          below = flowUp(inputs, matrix, sizes[l + 1]);
        });
      },
    }),
    law({
      name: 'SynFlow scores are nonnegative and invariant to signs',
      formula: 's(±θ) = s(θ) ≥ 0',
      source: 'Tanaka et al. 2020, §6: R is of |θ|',
      given: [networks],
      holds: (impl: CriteriaImpl, network) => {
        const scores = scoresOf(impl, network);
        const turned = { ...network, weights: network.weights.map((w) => w.map((x, i) => (i % 2 ? -x : x))) };
        const again = scoresOf(impl, turned);
        if (scores === undefined || again === undefined) throw new NothingToCheck();
        scores.forEach((layer, l) => {
          sameList(`scores of layer ${l} after flipping signs`, again[l], layer);
          claim(
            layer.every((x) => x >= 0),
            () => `scores of layer ${l}: must be ≥ 0`,
          );
        });
      },
    }),
  ],
};
