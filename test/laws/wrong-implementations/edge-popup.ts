import {
  type EdgePopupImpl,
  type EdgePopupLayer,
  edgePopupLaws,
  ours,
  type PlainScoredLayer,
} from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

const right = ours.edgePopup;

const by = (
  wrong: (layer: EdgePopupLayer, plain: PlainScoredLayer) => Partial<EdgePopupLayer>,
): EdgePopupImpl => ({
  layer(plain) {
    const layer = right.layer(plain);
    return { ...layer, ...wrong(layer, plain) };
  },
});

/** The right layer, told something else; its scores move as those do that it was told. */
const told = (change: (plain: PlainScoredLayer) => Partial<PlainScoredLayer>): EdgePopupImpl => ({
  layer(plain) {
    const changed = { ...plain, ...change(plain) };
    const layer = right.layer(changed);
    const moved = (score: number, i: number) => plain.scores[i] + score - changed.scores[i];
    return { ...layer, scores: () => layer.scores().map(moved) };
  },
});

/** Wrong edge-popup layers. */
export const edgePopupWrong: WrongImplementations<EdgePopupImpl> = {
  set: edgePopupLaws,
  rejects: {
    'each layer uses the given fraction of its edges': [
      'takes k for the share that is pruned',
      'rounds the count up',
      'uses every edge from a threshold on, ties and all',
    ],
    'the edges of highest score are used': [
      'uses every edge from a threshold on, ties and all',
      'uses the edges of the lowest scores',
      'ranks by the weights, not the scores',
      'ranks the scores once, when it is made',
    ],
    'a random weight is either used unchanged or not used': [
      'uses every edge from a threshold on, ties and all',
      'divides by the density, as dropout does',
      'multiplies weights by their scores',
      'ranks the scores once, when it is made',
    ],
    'every score has a gradient, including the scores of unused edges': [
      'lets no gradient through to unused edges',
      'forgets the weight in the gradient of its score',
    ],
    'a step moves scores against their gradient': [
      'forgets the weight in the gradient of its score',
      'never learns',
    ],
    'training leaves the weights unchanged': ['trains the weights too'],
    'every edge of a layer with more than 65,536 edges is used and trained': [
      'takes k for the share that is pruned',
      'uses every edge from a threshold on, ties and all',
      'uses the edges of the lowest scores',
      'ranks by the weights, not the scores',
      'divides by the density, as dropout does',
      'multiplies weights by their scores',
      'lets no gradient through to unused edges',
      'forgets the weight in the gradient of its score',
      'ranks the scores once, when it is made',
      'ranks the first 65,536 edges only',
    ],
  },
  implementations: [
    {
      name: 'takes k for the share that is pruned',
      from: 'the paper’s k keeps, other code’s prune_rate removes',
      impl: told(({ keep }) => ({ keep: Math.max(1 - keep, 0.001) })),
    },
    {
      name: 'rounds the count up',
      from: 'ceil(k·n): one edge more in most layers',
      impl: told(({ keep, weights: { length } }) => ({ keep: Math.ceil(keep * length) / length })),
    },
    {
      name: 'uses every edge from a threshold on, ties and all',
      from: 'masks by score ≥ threshold: more than k where scores tie',
      impl: by((layer, { scores }) => ({
        mask() {
          const used = layer.mask();
          const threshold = Math.min(...scores.filter((_, i) => used[i] === 1));
          return Uint8Array.from(scores, (score) => (score >= threshold ? 1 : 0));
        },
      })),
    },
    {
      name: 'uses the edges of the lowest scores',
      from: 'an ascending sort whose first k are taken',
      impl: told(({ scores }) => ({ scores: scores.map((score) => 6 - score) })),
    },
    {
      name: 'ranks by the weights, not the scores',
      from: 'magnitude pruning at initialisation, scores unused',
      impl: told(({ weights }) => ({ scores: weights.map((w) => Math.abs(w) + 1) })),
    },
    {
      name: 'divides by the density, as dropout does',
      from: 'Zhou et al. 2019, §5, “dynamic weight rescaling”: another network than the mask alone gives',
      impl: by((layer, { keep }) => ({ forward: (x) => layer.forward(x).map((value) => value / keep) })),
    },
    {
      name: 'multiplies weights by their scores',
      from: 'a soft mask: the scores’ values enter the network, so it is trained after all',
      impl: by((layer, plain) => {
        const soft = right.layer({ ...plain, weights: plain.weights.map((w, i) => w * plain.scores[i]) });
        return { forward: (x) => [layer.forward(x), soft.forward(x)][1] };
      }),
    },
    {
      name: 'lets no gradient through to unused edges',
      from: 'autograd’s own gradient of a product with a mask: what is once unused never comes back',
      impl: by((layer) => ({
        backward: (dy) => {
          const mask = layer.mask();
          return layer.backward(dy).map((g, i) => (mask[i] === 1 ? g : 0));
        },
      })),
    },
    {
      name: 'forgets the weight in the gradient of its score',
      from: 'a straight-through estimator around the whole product, not around h',
      impl: by((layer, { weights }) => ({
        backward: (dy) => layer.backward(dy).map((g, i) => (weights[i] === 0 ? 1 : g / weights[i])),
      })),
    },
    {
      name: 'ranks the scores once, when it is made',
      from: 'a mask registered as a buffer: the scores learn, and the network never changes',
      impl: by((layer) => {
        const first = layer.mask();
        return { mask: () => first };
      }),
    },
    {
      name: 'never learns',
      from: 'an optimizer without the scores, which are no Parameter',
      impl: by(() => ({ step() {} })),
    },
    {
      name: 'trains the weights too',
      from: 'an optimizer of model.parameters(), without requires_grad = False for the weights',
      impl: by((layer, { weights }) => {
        const moved = weights.slice();
        return {
          step() {
            layer.step();
            for (let i = 0; i < moved.length; i++) moved[i] -= 0.125;
          },
          weights: () => moved,
        };
      }),
    },
    {
      name: 'ranks the first 65,536 edges only',
      from: 'indices of 16 bits: edges beyond them are never used',
      impl: told(({ scores }) => ({
        scores: scores.map((score, i) => (i < 65_536 ? score : score / 2 ** 20)),
      })),
    },
  ],
};
