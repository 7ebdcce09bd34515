import { type CriteriaImpl, criteriaLaws, ours, type SmallNetwork } from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

const right = ours.criteria as Required<CriteriaImpl>;

/** Known wrong scores. */
export const criteriaWrong: WrongImplementations<CriteriaImpl> = {
  set: criteriaLaws,
  rejects: {
    'the magnitude score is the absolute value and invariant to signs': [
      'magnitude with its sign',
      'magnitude squared',
      'takes the absolute values in place',
    ],
    'movement is symmetric, zero for unchanged weights, and equals the magnitude if the initial weight is 0':
      [
        'movement with its sign',
        'movement relative to where it began',
        'aliases the initial weights, so that nothing has moved',
        'movement of magnitudes',
      ],
    'magnitude increase is antisymmetric, invariant to signs, and equals the magnitude if the initial weight is 0':
      [
        'aliases the initial weights, so that nothing has moved',
        'magnitude increase the wrong way round',
        'magnitude increase that is the increase of the weight',
      ],
    'movement is at least the magnitude increase': [
      'movement with its sign',
      'movement relative to where it began',
    ],
    'the SNIP ranking is invariant to scaling the loss': [
      'SNIP by the gradient of a clipped loss',
      'SNIP with a floor under the gradient',
    ],
    'the SNIP ranking is that of |g·w|': [
      'SNIP with its sign',
      'SNIP by the gradient of a clipped loss',
      'SNIP with a floor under the gradient',
      'SNIP with the same score for all',
    ],
    'each score of a large array depends on its own weight only': [
      'scores that wrap around after 256 entries',
      'takes the absolute values in place',
    ],
    'SNIP scores of large arrays rank every weight by |g·w|': [
      'SNIP with its sign',
      'SNIP by the gradient of a clipped loss',
      'SNIP with a floor under the gradient',
      'SNIP with the same score for all',
      'SNIP of the first 65,536 weights',
    ],
    'SynFlow scores of large layers are those of the formula': [
      'SynFlow with signed weights',
      'SynFlow that squares the weights',
      'SynFlow by the slope alone',
      'SynFlow with each layer’s scores divided by their largest',
      'takes the absolute values in place',
      'SynFlow with each layer’s mean for all of its weights',
      'SynFlow of at most 255 inputs',
    ],
    'SynFlow scores are conserved at every hidden unit': [
      'SynFlow with signed weights',
      'SynFlow by the slope alone',
      'SynFlow with each layer’s scores divided by their largest',
      'takes the absolute values in place',
    ],
    'SynFlow scores are conserved from layer to layer': [
      'SynFlow with signed weights',
      'SynFlow that squares the weights',
      'SynFlow by the slope alone',
      'SynFlow with each layer’s scores divided by their largest',
      'takes the absolute values in place',
    ],
    'SynFlow scores are those of the formula': [
      'SynFlow with signed weights',
      'SynFlow that squares the weights',
      'SynFlow by the slope alone',
      'SynFlow with each layer’s scores divided by their largest',
      'takes the absolute values in place',
      'SynFlow with each layer’s mean for all of its weights',
    ],
    'SynFlow scores are nonnegative and invariant to signs': [
      'SynFlow with signed weights',
      'takes the absolute values in place',
    ],
  },
  implementations: [
    {
      name: 'magnitude with its sign',
      from: 'a mistake of well-known implementations: `tensor < EPS` for `|tensor| < EPS`',
      impl: { ...right, magnitude: (w) => w },
    },
    {
      name: 'magnitude squared',
      from: 'Σw² is what norms have at hand: small weights all become 0, large ones infinite',
      impl: { ...right, magnitude: (w) => w.map((x) => x * x) },
    },
    {
      name: 'movement with its sign',
      from: 'easily made: w_T − w₀ for |w_T − w₀|',
      impl: { ...right, movement: (a, b) => a.map((x, i) => x - b[i]) },
    },
    {
      name: 'movement relative to where it began',
      from: 'a change in percent, which is not a distance',
      impl: { ...right, movement: (a, b) => a.map((x, i) => Math.abs(x - b[i]) / (Math.abs(b[i]) + 1)) },
    },
    {
      name: 'aliases the initial weights, so that nothing has moved',
      from: 'the same list: aliasing the saved initial weights',
      impl: {
        ...right,
        movement: (a) => right.movement(a, a),
        magnitudeIncrease: (a) => right.magnitudeIncrease(a, a),
      },
    },
    {
      name: 'magnitude increase the wrong way round',
      from: 'easily made: |w₀| − |w_T|',
      impl: { ...right, magnitudeIncrease: (a, b) => right.magnitudeIncrease(b, a) },
    },
    {
      name: 'magnitude increase that is the increase of the weight',
      from: 'easily made: w_T − w₀, which takes a shrinking negative weight for a growing one',
      impl: { ...right, magnitudeIncrease: (a, b) => a.map((x, i) => x - b[i]) },
    },
    {
      name: 'movement of magnitudes',
      from: 'easily made: ||w_T| − |w₀||, blind to a change of sign',
      impl: { ...right, movement: (a, b) => a.map((x, i) => Math.abs(Math.abs(x) - Math.abs(b[i]))) },
    },
    {
      name: 'SNIP with its sign',
      from: 'g ⊙ w as in GraSP and Taylor scores, not its magnitude',
      impl: { ...right, snip: (w, g) => w.map((x, i) => x * g[i]) },
    },
    {
      name: 'SNIP by the gradient of a clipped loss',
      from: 'gradients clipped to 1 before they are scored',
      impl: { ...right, snip: (w, g) => w.map((x, i) => Math.abs(x) * Math.min(1, Math.abs(g[i]))) },
    },
    {
      name: 'SNIP with a floor under the gradient',
      from: 'an ε added for safety: then the loss’s scale decides who is above it',
      impl: { ...right, snip: (w, g) => w.map((x, i) => Math.abs(x) * (Math.abs(g[i]) + 0.1)) },
    },
    {
      name: 'SynFlow with signed weights',
      from: 'the absolute values forgotten: paths cancel',
      impl: { ...right, synflow: (network) => flow(network, (w) => w) },
    },
    {
      name: 'SynFlow that squares the weights',
      from: 'θ² is what Jacobian scores have: conserved too, but not R',
      impl: { ...right, synflow: (network) => flow(network, (w) => w * w) },
    },
    {
      name: 'SynFlow by the slope alone',
      from: 'easily made: ∂R/∂θ without ⊙ θ',
      impl: {
        ...right,
        synflow: (network) =>
          right
            .synflow(network)
            .map((scores, l) =>
              scores.map((s, i) => (network.weights[l][i] === 0 ? 0 : s / Math.abs(network.weights[l][i]))),
            ),
      },
    },
    {
      name: 'SynFlow with each layer’s scores divided by their largest',
      from: 'normalised for comparison across layers, which conservation already makes comparable',
      impl: {
        ...right,
        synflow: (network) =>
          right.synflow(network).map((scores) => {
            const most = Math.max(...scores);
            return most === 0 ? scores : scores.map((s) => s / most);
          }),
      },
    },
    {
      name: 'SNIP with the same score for all',
      from: 'a gradient that was cleared before it was read',
      impl: { ...right, snip: (weights) => new Float32Array(weights.length) },
    },
    {
      name: 'scores that wrap around after 256 entries',
      from: 'an index in a byte',
      impl: { ...right, magnitude: (trained) => trained.map((_, i) => Math.abs(trained[i & 0xff])) },
    },
    {
      name: 'takes the absolute values in place',
      from: 'torch.abs_ and numpy.abs with out=',
      impl: {
        ...right,
        magnitude: (trained) => {
          trained.forEach((w, i) => {
            trained[i] = Math.abs(w);
          });
          return trained;
        },
        synflow: (network) => {
          for (const layer of network.weights)
            layer.forEach((w, i) => {
              layer[i] = Math.abs(w);
            });
          return right.synflow(network);
        },
      },
    },
    {
      name: 'SynFlow with each layer’s mean for all of its weights',
      from: 'scores that are averaged per layer: still conserved from unit to unit',
      impl: {
        ...right,
        synflow: (network) =>
          right
            .synflow(network)
            .map((layer) => layer.fill(layer.reduce((sum, s) => sum + s, 0) / layer.length)),
      },
    },
    {
      name: 'SNIP of the first 65,536 weights',
      from: 'an index of 16 bits: the others have score 0 and are pruned',
      impl: { ...right, snip: (w, g) => right.snip(w, g).map((score, i) => (i < 65_536 ? score : 0)) },
    },
    {
      name: 'SynFlow of at most 255 inputs',
      from: 'a width of one byte',
      impl: {
        ...right,
        synflow: (network) =>
          right
            .synflow(network)
            .map((scores, l) => scores.map((s, at) => (at % network.sizes[l] < 255 ? s : 0))),
      },
    },
  ],
};

/** R's share of every weight, with weights taken through f. */
function flow({ sizes, weights }: SmallNetwork, f: (w: number) => number): Float32Array[] {
  const ahead = [Array<number>(sizes[0]).fill(1)];
  weights.forEach((matrix, l) => {
    ahead.push(
      Array.from({ length: sizes[l + 1] }, (_, row) =>
        ahead[l].reduce((sum, x, column) => sum + x * f(matrix[row * sizes[l] + column]), 0),
      ),
    );
  });
  let behind = Array<number>(sizes[sizes.length - 1]).fill(1);
  return weights
    .map((matrix, l) => ({ matrix, l }))
    .reverse()
    .map(({ matrix, l }) => {
      const scores = matrix.map(
        (w, at) => behind[Math.floor(at / sizes[l])] * f(w) * ahead[l][at % sizes[l]],
      );
      const after = behind;
      behind = Array.from({ length: sizes[l] }, (_, column) =>
        after.reduce((sum, y, row) => sum + y * f(matrix[row * sizes[l] + column]), 0),
      );
      return scores;
    })
    .reverse();
}
