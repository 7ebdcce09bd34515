import { type SelectImpl, selectLaws } from '../../../src/laws/index.ts';
import { sortAndTake } from '../../../src/laws/sets/select-ranks.ts';
import type { WrongImplementations } from '../rejections.ts';

type Select = SelectImpl['select'];

/** A whole implementation from one selection. */
const by = (select: Select): SelectImpl => ({
  magnitude: (weights) => weights.map(Math.abs),
  select,
  layerwise: (layers, keep) => layers.map((scores, l) => select(scores, keep[l])),
  global(layers, keep) {
    const mask = select(Float32Array.from(layers.flatMap((scores) => [...scores])), keep);
    let start = 0;
    return layers.map(({ length }) => {
      start += length;
      return mask.slice(start - length, start);
    });
  },
});
/** Refuses what must be refused, then selects. */
const checked =
  (select: Select): Select =>
  (scores, keep) => {
    if (scores.some(Number.isNaN)) throw new Error('a NaN score');
    if (!Number.isInteger(keep) || keep < 0 || keep > scores.length) throw new Error('a bad count');
    return select(scores, keep);
  };
const right = by(checked(sortAndTake));
const ascending = (scores: Float32Array): Float32Array => scores.slice().sort();
/** Selection by a threshold. */
const threshold = (
  of: (sorted: Float32Array, keep: number) => number,
  survives: (score: number, threshold: number) => boolean,
): SelectImpl =>
  by(
    checked((scores, keep) => {
      const at = of(ascending(scores), keep);
      return Uint8Array.from(scores, (s) => (survives(s, at) ? 1 : 0));
    }),
  );
/** The first k of an order. */
const ordered =
  (compare: (scores: Float32Array) => (i: number, j: number) => number): Select =>
  (scores, keep) => {
    const mask = new Uint8Array(scores.length);
    const order = Array.from(scores.keys()).sort(compare(scores));
    for (const i of order.slice(0, keep)) mask[i] = 1;
    return mask;
  };
const descending = (scores: Float32Array) => (i: number, j: number) => scores[j] - scores[i] || i - j;

/** Wrong selections. */
export const selectWrong: WrongImplementations<SelectImpl> = {
  set: selectLaws,
  rejects: {
    'exactly k scores are selected, for every k from 0 to n': [
      'prunes up to the k-th value: k + 1, and every tie',
      'keeps every tie of the k-th value',
      'prunes below a percentile',
      'crashes when all is pruned',
      'sorts the scores in place',
      'returns a shared buffer',
    ],
    'no rejected score is greater than a selected one': [
      'crashes when all is pruned',
      'sorts numbers as text',
      'keeps the lowest',
      'takes nearly equal for equal',
      'finds the threshold in a sample',
      'sorts the scores in place',
      'reads the buffer of the scores from its start',
      'returns a shared buffer',
    ],
    'equal scores are selected in order of their index': [
      'crashes when all is pruned',
      'prefers the later index among equals',
      'keeps the lowest',
      'tells −0 from +0',
      'sorts the scores in place',
      'reads the buffer of the scores from its start',
      'returns a shared buffer',
    ],
    'selection is monotone in k': [
      'prunes below a percentile',
      'crashes when all is pruned',
      'sorts the scores in place',
      'returns a shared buffer',
    ],
    'selection equals sorting and taking the first k': [
      'prunes up to the k-th value: k + 1, and every tie',
      'keeps every tie of the k-th value',
      'prunes below a percentile',
      'crashes when all is pruned',
      'prefers the later index among equals',
      'sorts numbers as text',
      'keeps the lowest',
      'tells −0 from +0',
      'takes nearly equal for equal',
      'finds the threshold in a sample',
      'sorts the scores in place',
      'reads the buffer of the scores from its start',
      'returns a shared buffer',
    ],
    'selection is invariant to scaling': [
      'crashes when all is pruned',
      'sorts numbers as text',
      'takes nearly equal for equal',
      'sorts the scores in place',
      'reads the buffer of the scores from its start',
      'returns a shared buffer',
    ],
    'selection is invariant to strictly increasing functions of the scores': [
      'prunes below a percentile',
      'crashes when all is pruned',
      'sorts numbers as text',
      'tells −0 from +0',
      'takes nearly equal for equal',
      'sorts the scores in place',
      'reads the buffer of the scores from its start',
      'returns a shared buffer',
    ],
    'selection is equivariant to permutations of units': [
      'crashes when all is pruned',
      'finds the threshold in a sample',
      'sorts the scores in place',
      'reads the buffer of the scores from its start',
      'returns a shared buffer',
    ],
    'NaN scores are rejected at any index': ['takes a NaN for a score'],
    'invalid counts are rejected': [
      'takes any count',
      'global by each layer’s share',
      'leaves the output layer whole',
      'layerwise by a threshold of all layers',
    ],
    'selection handles more than 100,000 scores': [
      'prunes up to the k-th value: k + 1, and every tie',
      'keeps every tie of the k-th value',
      'prunes below a percentile',
      'prefers the later index among equals',
      'sorts numbers as text',
      'keeps the lowest',
      'tells −0 from +0',
      'takes nearly equal for equal',
      'finds the threshold in a sample',
      'takes a NaN for a score',
      'sorts the scores in place',
      'ranks weights with their sign',
      'squares for magnitude',
      'global by each layer’s share',
      'leaves the output layer whole',
      'layerwise by a threshold of all layers',
      'stores indices in 16 bits',
      'reads the buffer of the scores from its start',
    ],
    'selection handles 300 layers': [
      'prunes up to the k-th value: k + 1, and every tie',
      'keeps every tie of the k-th value',
      'prunes below a percentile',
      'crashes when all is pruned',
      'prefers the later index among equals',
      'sorts numbers as text',
      'keeps the lowest',
      'finds the threshold in a sample',
      'sorts the scores in place',
      'global by each layer’s share',
      'leaves the output layer whole',
      'layerwise by a threshold of all layers',
      'reads the buffer of the scores from its start',
      'stores the layer of each score in one byte',
    ],
    'magnitude is the absolute value': ['ranks weights with their sign', 'squares for magnitude'],
    'selection by magnitude is invariant to signs': [
      'crashes when all is pruned',
      'sorts the scores in place',
      'ranks weights with their sign',
      'returns a shared buffer',
    ],
    'global and layerwise selection agree on a single layer': [
      'prunes up to the k-th value: k + 1, and every tie',
      'keeps every tie of the k-th value',
      'prunes below a percentile',
      'crashes when all is pruned',
      'prefers the later index among equals',
      'sorts numbers as text',
      'keeps the lowest',
      'tells −0 from +0',
      'takes nearly equal for equal',
      'finds the threshold in a sample',
      'sorts the scores in place',
      'leaves the output layer whole',
      'reads the buffer of the scores from its start',
    ],
    'global selection ranks the weights of all layers together': [
      'prunes up to the k-th value: k + 1, and every tie',
      'keeps every tie of the k-th value',
      'prunes below a percentile',
      'crashes when all is pruned',
      'prefers the later index among equals',
      'sorts numbers as text',
      'keeps the lowest',
      'tells −0 from +0',
      'takes nearly equal for equal',
      'finds the threshold in a sample',
      'global by each layer’s share',
    ],
    'layerwise selection ranks each layer independently': [
      'prunes up to the k-th value: k + 1, and every tie',
      'keeps every tie of the k-th value',
      'prunes below a percentile',
      'crashes when all is pruned',
      'prefers the later index among equals',
      'sorts numbers as text',
      'keeps the lowest',
      'tells −0 from +0',
      'takes nearly equal for equal',
      'finds the threshold in a sample',
      'sorts the scores in place',
      'leaves the output layer whole',
      'layerwise by a threshold of all layers',
      'reads the buffer of the scores from its start',
    ],
  },
  implementations: [
    {
      name: 'prunes up to the k-th value: k + 1, and every tie',
      from: 'two reference implementations: asked for 20 % of [1, 1, 1, 1, 2] one prunes 4 of 5, asked for 0 % it prunes 1',
      impl: threshold(
        (sorted, keep) => sorted[sorted.length - keep],
        (s, at) => s > at,
      ),
    },
    {
      name: 'keeps every tie of the k-th value',
      from: 'threshold with ≥: of equal weights none is ever pruned',
      impl: threshold(
        (sorted, keep) => sorted[sorted.length - keep],
        (s, at) => s >= at,
      ),
    },
    {
      name: 'prunes below a percentile',
      from: 'numpy.percentile, which interpolates between two values; implementations of iterative pruning in PyTorch',
      impl: threshold(
        (sorted, keep) => {
          const at = (1 - keep / sorted.length) * (sorted.length - 1);
          const low = sorted[Math.floor(at)];
          return low + (sorted[Math.ceil(at)] - low) * (at % 1);
        },
        (s, at) => s >= at,
      ),
    },
    {
      name: 'crashes when all is pruned',
      from: 'a reference implementation: at 100 % its threshold is read one past the end',
      impl: by((scores, keep) => {
        const sorted = Array.from(ascending(scores));
        sorted[scores.length - keep].toFixed();
        return right.select(scores, keep);
      }),
    },
    {
      name: 'prefers the later index among equals',
      from: 'a sort by score that then takes from the end',
      impl: by(
        checked(ordered((scores) => (i, j) => (scores[i] === scores[j] ? j - i : descending(scores)(i, j)))),
      ),
    },
    {
      name: 'sorts numbers as text',
      from: 'Array.prototype.sort without a comparison: 10 stands before 2',
      impl: by(
        checked((scores, keep) => {
          const texts = Array.from(scores, String);
          const ranks = new Map([...texts].sort().map((text, rank) => [text, rank]));
          const place = (i: number) => -(ranks.get(texts[i]) as number);
          return ordered(() => (i, j) => place(i) - place(j) || i - j)(scores, keep);
        }),
      ),
    },
    {
      name: 'keeps the lowest',
      from: 'top-k for bottom-k',
      impl: by(checked(ordered((scores) => (i, j) => descending(scores)(j, i) || i - j))),
    },
    {
      name: 'tells −0 from +0',
      from: 'ranking by the bits of a binary32 number',
      impl: by(
        checked(
          ordered((scores) => (i, j) => {
            if (scores[i] !== 0 || scores[j] !== 0) return descending(scores)(i, j);
            return Number(Object.is(scores[i], -0)) - Number(Object.is(scores[j], -0)) || i - j;
          }),
        ),
      ),
    },
    {
      name: 'takes nearly equal for equal',
      from: 'comparing floating-point scores with a tolerance of 1e-6',
      impl: by(
        checked(
          ordered(
            (scores) => (i, j) => (Math.abs(scores[j] - scores[i]) < 1e-6 ? i - j : descending(scores)(i, j)),
          ),
        ),
      ),
    },
    {
      name: 'finds the threshold in a sample',
      from: 'Lin et al. 2018, Deep Gradient Compression, §2: a threshold from a sample, made up to k afterwards',
      impl: by(
        checked((scores, keep) => {
          const sample = scores
            .slice(0, Math.ceil(scores.length / 2))
            .sort()
            .reverse();
          const at = sample[Math.min(sample.length - 1, Math.floor((keep * sample.length) / scores.length))];
          return ordered((s) => (i, j) => Number(s[j] >= at) - Number(s[i] >= at) || i - j)(scores, keep);
        }),
      ),
    },
    {
      name: 'takes a NaN for a score',
      from: 'a sort whose comparison says NaN of NaN: every order is then as good as another',
      impl: by((scores, keep) =>
        right.select(
          scores.map((s) => (Number.isNaN(s) ? -Infinity : s)),
          keep,
        ),
      ),
    },
    {
      name: 'takes any count',
      from: 'slice(0, k), which cuts what is too much and counts back from the end below 0',
      impl: by((scores, keep) => {
        right.select(scores, 0);
        return ordered(descending)(scores, keep);
      }),
    },
    {
      name: 'sorts the scores in place',
      from: 'TypedArray.prototype.sort sorts the array itself',
      impl: by((scores, keep) => {
        const mask = right.select(scores, keep);
        scores.sort();
        return mask;
      }),
    },
    {
      name: 'ranks weights with their sign',
      from: 'a forgotten absolute value: large negative weights go first',
      impl: { ...right, magnitude: (weights) => weights.slice() },
    },
    {
      name: 'squares for magnitude',
      from: 'w² ranks as |w| does until it under- or overflows in binary32',
      impl: { ...right, magnitude: (weights) => weights.map((w) => w * w) },
    },
    {
      name: 'global by each layer’s share',
      from: 'a global density applied to every layer alike',
      impl: {
        ...right,
        global(layers, keep) {
          const total = layers.reduce((sum, { length }) => sum + length, 0);
          return layers.map((scores) => right.select(scores, Math.floor((keep * scores.length) / total)));
        },
      },
    },
    {
      name: 'leaves the output layer whole',
      from: 'Liu et al. 2019 and many others never prune the last layer; the paper prunes it at half the rate',
      impl: {
        ...right,
        layerwise: (layers, keep) =>
          right.layerwise(
            layers,
            keep.map((k, l) => (l === layers.length - 1 ? layers[l].length : k)),
          ),
      },
    },
    {
      name: 'layerwise by a threshold of all layers',
      from: 'one threshold for the network: small layers may be emptied',
      impl: {
        ...right,
        layerwise: (layers, keep) =>
          right.global(
            layers,
            keep.reduce((a, b) => a + b, 0),
          ),
      },
    },
    {
      name: 'stores indices in 16 bits',
      from: 'a smaller array of indices: right for every layer of fewer than 65,536 weights',
      impl: by(
        checked((scores, keep) => {
          const mask = new Uint8Array(scores.length);
          const order = Uint16Array.from(scores.keys()).sort((i, j) => descending(scores)(i, j));
          for (const i of order.subarray(0, keep)) mask[i] = 1;
          return mask;
        }),
      ),
    },
    {
      name: 'reads the buffer of the scores from its start',
      from: 'new Float32Array(scores.buffer), which ignores byteOffset',
      impl: by(
        checked((scores, keep) => sortAndTake(new Float32Array(scores.buffer, 0, scores.length), keep)),
      ),
    },
    {
      name: 'stores the layer of each score in one byte',
      from: 'compact index types: layer 256 becomes layer 0',
      impl: {
        ...right,
        global: (layers, keep) =>
          right.global(layers, keep).map((mask, l) => (l < 256 ? mask : mask.map(() => 0))),
      },
    },
    {
      name: 'returns a shared buffer',
      from: 'a scratch array that the next call overwrites',
      impl: (() => {
        const buffer = new Uint8Array(1 << 20);
        return {
          ...right,
          select(scores, keep) {
            const mask = right.select(scores, keep);
            buffer.set(mask);
            return buffer.subarray(0, mask.length);
          },
        };
      })(),
    },
  ],
};
